/**
 * The esbuild plugin of the browser bundle: virtual entries, pure app modules, Rally's own files, and stubs for what
 * only the server has.
 */
import type {
  OnLoadArgs,
  OnLoadResult,
  OnResolveArgs,
  OnResolveResult,
  Plugin,
  PluginBuild,
  ResolveResult,
} from "esbuild";
import { readFile } from "node:fs/promises";
import { isBuiltin } from "node:module";
import { extname, join, posix } from "node:path";
import { type BuildKind, type BuildState, metafilePath, moduleNames, namespaces, pureModule } from "./build_state.ts";
import { type BundlePart, functionCodecsFile, functionsFile, topicsFile } from "./bundle_part.ts";
import { devEntry, devJsxRuntime, plainSuffix, sharedModule, sharedSource } from "./dev_modules.ts";
import { globalPrefix } from "./make_pure.ts";
import type { ModuleNames } from "./module_names.ts";
import { rallyName, resolveSpecifier, type Target } from "./resolve_specifier.ts";
import { serverStub } from "./server_stub.ts";

/** Builds the plugin over a state. */
export function browserPlugin(state: BuildState, kind: BuildKind): Plugin {
  const swaps = kind === "production" ? productionSwaps : browserSwaps;
  return {
    name: "rally",
    setup(build) {
      if (kind === "dev" || kind === "update") {
        build.onResolve({ filter: /.*/ }, (args) => resolveForDev(kind, args));
      }
      build.onResolve({ filter: /.*/ }, (args) => resolveImport(build, state, { args, swaps }));
      build.onLoad({ filter: /.*/, namespace: namespaces.shared }, ({ path }) => ({
        contents: sharedSource(path),
        loader: "js",
      }));
      build.onLoad({ filter: /.*/, namespace: namespaces.entry }, ({ path }) => ({
        contents: entrySource(state, path, kind),
        loader: "ts",
        resolveDir: state.root,
      }));
      build.onLoad({ filter: /.*/, namespace: namespaces.functions }, ({ path }) => ({
        contents: path === "script" ? functionsScript() : functionNames(state),
        loader: "ts",
        resolveDir: state.root,
      }));
      build.onLoad({ filter: /.*/, namespace: namespaces.server }, ({ path }) => ({
        contents: state.stubs.get(path),
        loader: "ts",
      }));
      // TypeScript, because esbuild then takes a name that the package lacks for a type.
      build.onLoad({ filter: /.*/, namespace: namespaces.package }, ({ pluginData }) => ({
        contents: pluginData.contents,
        loader: "ts",
      }));
      build.onLoad({ filter: /.*/, namespace: namespaces.rally }, (args) => loadRally(state, args));
      build.onLoad({ filter: /.*/, namespace: "file" }, (args) => loadFile(state, args));
    },
  };
}

/** How the scripts of pages name modules of Rally; {@linkcode entryResult} reads it. */
const runtimePrefix = `${namespaces.rally}:runtime/`;

/** The script of `app/browser.ts`, and how it names that file: pages get another one in its place. */
export const functionsEntry: string = `${namespaces.functions}:script`;
const functionsSource = `${namespaces.functions}:source`;

/** A module of Rally, and the one that is bundled in its place, by their paths in the package. */
type Swaps = ReadonlyMap<string, string>;

const lazyModule = "runtime/client/lazy.ts";

/** In a browser effects have their code, and lazy parts are components. */
const browserSwaps: Swaps = new Map([
  ["runtime/page/browser_code.ts", "runtime/client/effects/mod.ts"],
  ["runtime/page/lazy.ts", lazyModule],
]);
/** A browser in production trusts the codecs' input; see the module that stands in. */
const productionSwaps: Swaps = new Map([...browserSwaps, ["runtime/wire/checks.ts", "runtime/wire/trusted.ts"]]);

/** The virtual module of a page: the names that esbuild keeps, and with them all that is shipped. */
function entrySource({ parts, topicCodecs }: BuildState, path: string, kind: BuildKind): string {
  const id = path.replace(plainSuffix, "");
  const part = parts.find((candidate) => candidate.id === id);
  if (!part) throw new Error(`Cannot find the page "${id}"`);
  if (kind === "dev" && id === path) return devEntry(part);
  const inDevelopment = kind === "dev" || kind === "update";
  // In development the loop stays while the part's own code is replaced, and subscriptions may come with it.
  const listens = inDevelopment || part.exports.includes("subscriptions");
  return [
    ...(part.exports.length > 0 ? [reexport(part.exports, `./${part.file}`)] : []),
    reexport(["wire"], `./${part.wireFile}`),
    ...(inDevelopment ? [] : rallyNames(part)),
    ...(listens && topicCodecs ? [reexport(["topicCodecs"], `./${topicsFile}`)] : []),
  ].join("");
}

/** What of Rally's client a part brings along. */
function rallyNames(part: BundlePart): string[] {
  return [
    reexport(["prepareRegion"], `${runtimePrefix}client/client_engine.ts`),
    ...(part.kind === "layout" ? [reexport(["outlet"], `${runtimePrefix}client/outlet.ts`)] : []),
    ...(part.exports.includes("expected") ? [reexport(["expecting"], `${runtimePrefix}page/expectations.ts`)] : []),
    ...(part.exports.includes("subscriptions")
      ? [reexport(["listenInTab"], `${runtimePrefix}client/listen_in_tab.ts`)]
      : []),
  ];
}

function functionsScript(): string {
  return `export * as functions from ${JSON.stringify(functionsSource)};\n` +
    reexport(["browserCodecs"], `./${functionCodecsFile}`);
}

/** What a page has of `app/browser.ts`: the names. The code is loaded with the first call. */
function functionNames({ functions }: BuildState): string {
  const source = JSON.stringify(`${namespaces.rally}:runtime/page/browser_function.ts`);
  const names = functions.map((name) =>
    `export const ${name} = /* @__PURE__ */ browserFunction(${JSON.stringify(name)});\n`
  );
  return `import { browserFunction } from ${source};\n${names.join("")}`;
}

function reexport(names: readonly string[], file: string): string {
  return `export { ${names.join(", ")} } from ${JSON.stringify(file)};\n`;
}

function resolveForDev(kind: BuildKind, args: OnResolveArgs): OnResolveResult | undefined {
  if (args.pluginData === asked || args.kind === "entry-point") return undefined;
  const shared = kind === "update" ? sharedModule(args) : undefined;
  if (shared !== undefined) return { path: shared, namespace: namespaces.shared };
  return devJsxRuntime(args);
}

/** Whether a file is written for the browser's effects, so that its top level must run as it stands. */
export function isClientFile(path: string): boolean {
  return /\.client\.[jt]sx?$/.test(path);
}

/** Marks resolutions that this plugin asks esbuild for, so that it does not answer them itself. */
const asked = Symbol("asked");

async function resolveImport(
  build: PluginBuild,
  state: BuildState,
  { args, swaps }: { readonly args: OnResolveArgs; readonly swaps: Swaps },
) {
  if (args.pluginData === asked) return undefined;
  if (args.kind === "entry-point" || args.path.startsWith(runtimePrefix)) return entryResult(args.path);
  if (args.path === functionsSource) return { path: join(state.root, functionsFile), sideEffects: true };
  if (args.namespace === namespaces.functions && args.path.startsWith(`${namespaces.rally}:`)) {
    return rallyResult(args.path.slice(namespaces.rally.length + 1));
  }
  if (args.path.startsWith(globalPrefix)) return externalResult(args.path);
  if (args.namespace === namespaces.package) return { path: args.path };
  if (args.namespace === "file" && isPackageFile(state, args.importer)) return await fromPackage(build, state, args);
  if (args.namespace === namespaces.rally && args.path.startsWith(".")) {
    const path = posix.join(posix.dirname(args.importer), args.path);
    return rallyResult(swaps.get(path) ?? path);
  }
  const { root, importMap } = state;
  const target = resolveSpecifier(args.path, { directory: args.resolveDir, root, importMap });
  return await targetResult(build, state, { args, target });
}

async function targetResult(
  build: PluginBuild,
  state: BuildState,
  { args, target }: { args: OnResolveArgs; target: Target },
): Promise<OnResolveResult> {
  switch (target.kind) {
    case "file":
      if (state.functions.length > 0 && metafilePath(state.root, target.path) === functionsFile) {
        return { path: "names", namespace: namespaces.functions, sideEffects: false };
      }
      return { path: target.path, sideEffects: isClientFile(target.path) };
    case "rally":
      return rallyResult(target.path);
    case "remote":
      return externalResult(target.specifier);
    case "server":
      return await serverResult(state, target);
    case "npm":
      return await packageResult(build, state, { args, name: target.name });
  }
}

/** `rally:runtime/client/boot.ts` and `rally-entry:games_id` name modules of ours; anything else is a file. */
function entryResult(path: string): OnResolveResult {
  for (const namespace of [namespaces.entry, namespaces.functions, namespaces.rally]) {
    if (path.startsWith(`${namespace}:`)) return { path: path.slice(namespace.length + 1), namespace };
  }
  return { path };
}

function rallyResult(path: string): OnResolveResult {
  return { path, namespace: namespaces.rally, sideEffects: isRallyClient(path) };
}

function externalResult(path: string): OnResolveResult {
  return { path, external: true, sideEffects: false };
}

async function serverResult(state: BuildState, target: Target & { kind: "server" }): Promise<OnResolveResult> {
  const { name } = target;
  if (!state.stubs.has(name)) state.stubs.set(name, await serverStub(target, state.files));
  if (state.stubs.get(name) === undefined) return externalResult(name);
  return { path: name, namespace: namespaces.server, sideEffects: false };
}

/** A package as an app module or Rally imports it. Rally's own imports start at the app: both share one Preact. */
async function packageResult(
  build: PluginBuild,
  state: BuildState,
  { args, name }: { args: OnResolveArgs; name: string },
): Promise<OnResolveResult> {
  const inRally = args.namespace === namespaces.rally;
  const directories = inRally ? [state.root, state.files.directory] : [args.resolveDir];
  const errors = [];
  for (const resolveDir of directories) {
    if (resolveDir === undefined) continue;
    const found = await build.resolve(name, { kind: args.kind, resolveDir, pluginData: asked });
    if (found.errors.length === 0) return inRally ? resultFrom(found) : packageView(state, args, found);
    errors.push(...found.errors);
  }
  return { errors: errors.slice(0, 1) };
}

function resultFrom({ path, namespace, external, sideEffects }: ResolveResult): OnResolveResult {
  return { path, namespace, external, sideEffects };
}

/**
 * What one app module names of a package, as a module of its own that is free of side effects: a package of its handlers
 * then stays out. The package itself cannot be called so, since its other importers may say otherwise, and esbuild keeps
 * what it hears first.
 */
function packageView(state: BuildState, args: OnResolveArgs, found: ResolveResult): OnResolveResult {
  const importer = metafilePath(state.root, args.importer);
  const names = importedNames(moduleNames(state, importer), args.path);
  // A bare import asks for the side effect, and the JSX runtime is imported by no name of the source.
  if (names.length === 0 || found.external || !found.sideEffects) return resultFrom(found);
  const all = names.includes("*");
  const contents = `${all ? `export * from ${JSON.stringify(found.path)};\n` : ""}export { ${
    all ? "default" : names.join(", ")
  } } from ${JSON.stringify(found.path)};\n`;
  return {
    path: `${args.path} of ${importer}`,
    namespace: namespaces.package,
    sideEffects: false,
    pluginData: { contents },
  };
}

/** The exported names of a module that another one mentions, `*` for all. */
function importedNames(names: ModuleNames | undefined, specifier: string): string[] {
  if (!names) return [];
  const imported = [
    ...names.imports.values(),
    ...names.stars,
    ...[...names.exports.values()].filter((target) => typeof target !== "string"),
    ...[names.effects, ...names.declarations.values()].flatMap(({ imports }) => imports),
  ];
  return [...new Set(imported.filter((target) => target.specifier === specifier).map(({ name }) => name))].sort();
}

/** Imports between npm packages are esbuild's own business, save for what browsers do not have. */
async function fromPackage(build: PluginBuild, state: BuildState, args: OnResolveArgs) {
  const { root, importMap } = state;
  const isOurs = rallyName(args.path) !== undefined || /^zod(\/|$)/.test(args.path);
  if (!isOurs && !isBuiltin(args.path)) return undefined;
  if (!isOurs && !args.path.startsWith("node:")) {
    // Packages such as `events` or `buffer` stand in for built-ins of the same name.
    const { kind, resolveDir } = args;
    const found = await build.resolve(args.path, { kind, resolveDir, pluginData: asked });
    if (found.errors.length === 0 && !found.external) return resultFrom(found);
  }
  const target = resolveSpecifier(args.path, { directory: args.resolveDir, root, importMap });
  return await targetResult(build, state, { args, target });
}

async function loadRally(state: BuildState, { path }: OnLoadArgs): Promise<OnLoadResult> {
  const text = await state.files.read(path).catch((error: unknown) => error);
  if (typeof text !== "string") return { errors: [{ text: `Cannot read "@rally/rally/${path}": ${text}` }] };
  const { text: contents } = pureModule(state, {
    path: `${namespaces.rally}:${path}`,
    text,
    keepEffects: isRallyClient(path),
  });
  return { contents, loader: path.endsWith(".tsx") ? "tsx" : "ts", resolveDir: state.root };
}

async function loadFile(state: BuildState, { path, with: attributes }: OnLoadArgs): Promise<OnLoadResult | undefined> {
  if (attributes.type === "text") return { contents: await readFile(path, "utf8"), loader: "text" };
  if (attributes.type === "bytes") return { contents: await readFile(path), loader: "binary" };
  const loader = ({ ".ts": "ts", ".mts": "ts", ".tsx": "tsx", ".js": "js", ".mjs": "js", ".jsx": "jsx" } as const)[
    extname(path)
  ];
  if (loader === undefined || isPackageFile(state, path)) return undefined;
  const text = await readFile(path, "utf8").catch(() => undefined);
  if (text === undefined) return { errors: [{ text: `Cannot read "${metafilePath(state.root, path)}"` }] };
  const module = pureModule(state, { path: metafilePath(state.root, path), text, keepEffects: isClientFile(path) });
  return { contents: module.text, loader };
}

/** Whether a file belongs to an npm package; the app itself may stand in any directory. */
function isPackageFile(state: BuildState, path: string): boolean {
  return metafilePath(state.root, path).split("/").includes("node_modules");
}

/** The client side of Rally starts by being imported; all its other modules only define things, its effects too. */
function isRallyClient(path: string): boolean {
  return path.startsWith("runtime/client/") && !path.startsWith("runtime/client/effects/") && path !== lazyModule;
}
