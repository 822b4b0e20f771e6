/**
 * The check of the browser boundary: reads what a build has left in its outputs and names every way by which server
 * code got there. esbuild has then already dropped all that browser code does not use, so nothing here guesses.
 */
import type { Metafile } from "esbuild";
import { dirname, resolve } from "node:path";
import type { Problem } from "../problem.ts";
import { isClientFile } from "./browser_plugin.ts";
import { type BuildState, moduleNames, namespaces } from "./build_state.ts";
import { type BundlePart, topicsFile } from "./bundle_part.ts";
import { displayName } from "./display_name.ts";
import { type Chain, type Export, findChains, type ModuleGraph } from "./import_chain.ts";
import { globalPrefix, serverGlobals } from "./make_pure.ts";
import type { Outputs } from "./outputs.ts";
import { resolveSpecifier } from "./resolve_specifier.ts";
import { originalOffset, type Position, positionAt } from "./splice.ts";

/** What {@linkcode checkBoundary} looks at. */
export interface BoundaryCheck {
  readonly state: BuildState;
  readonly metafile: Metafile;
  /** The outputs that are shipped. */
  readonly outputs: Outputs;
}

/** All problems of a build's outputs; none means that no byte of server code is in them. */
export function checkBoundary(check: BoundaryCheck): Problem[] {
  const live = liveModules(check);
  const { modules } = check.state;
  return [
    ...leaks(check, live),
    ...live.flatMap((file) => droppedImports(check.state, file)),
    ...live.flatMap((file) => {
      const position = modules.get(file)?.module.topLevelAwait;
      return position ? [awaitProblem(file, position)] : [];
    }),
  ];
}

/** The modules with bytes in an output, and what the outputs import from outside the bundle. */
function liveModules({ outputs }: BoundaryCheck): string[] {
  const live = new Set<string>();
  for (const { inputs, imports } of outputs.values()) {
    for (const [path, { bytesInOutput }] of Object.entries(inputs)) if (bytesInOutput > 0) live.add(path);
    for (const { path, external } of imports) if (external) live.add(path);
  }
  return [...live];
}

function leaks(check: BoundaryCheck, live: readonly string[]): Problem[] {
  const { metafile, state } = check;
  const server = new Set(live.filter((path) => !(path in metafile.inputs) || isServerModule(path)));
  if (server.size === 0) return [];
  const graph = moduleGraph(check);
  const found = new Set<string>();
  const problems = new Map<string, Problem>();
  for (const part of state.parts) {
    for (const chain of findChains(graph, exportsOf(part, state.topicCodecs), (path) => server.has(path))) {
      found.add(chain.files[chain.files.length - 1]);
      const problem = leakProblem(state, chain);
      // Several modules behind the same import are one mistake, and the first of them names it well enough.
      const key = `${problem.file}:${problem.line}:${problem.column}`;
      if (!problems.has(key)) problems.set(key, problem);
    }
  }
  const unexplained = [...server].filter((path) => !found.has(path));
  return [...problems.values(), ...unexplained.map((path) => unexplainedProblem(check, live, path))];
}

/** Stubs, and files that hold server code by their place: SQL functions, the server's table, the entry, endpoints. */
function isServerModule(path: string): boolean {
  if (path.startsWith(`${namespaces.server}:`)) return true;
  if (/^rally:(?:runtime\/(?:server|live|render|testing)|db|codegen|cli|lint)\//.test(path)) return true;
  return /^(.*\/)?sql\/queries\.ts$/.test(path) || path.startsWith("app/api/") || path === "generated/app.ts" ||
    path === "main.ts";
}

function exportsOf(part: BundlePart, topicCodecs: boolean): Export[] {
  return [
    ...part.exports.map((name) => ({ file: part.file, name })),
    { file: part.wireFile, name: "wire" },
    ...(topicCodecs ? [{ file: topicsFile, name: "topicCodecs" }] : []),
  ];
}

function moduleGraph({ metafile, state }: BoundaryCheck): ModuleGraph {
  const importsOf = (file: string) => metafile.inputs[file]?.imports ?? [];
  return {
    names: (file) => moduleNames(state, file),
    // A specifier of an external module is its path, unless the import map has changed it.
    resolve: (file, specifier) => importsOf(file).find(({ path, original }) => (original ?? path) === specifier)?.path,
    imports: (file) => importsOf(file).map(({ path }) => path),
  };
}

function leakProblem(state: BuildState, chain: Chain): Problem {
  const [file] = chain.files;
  const server = chain.files[chain.files.length - 1];
  const isGlobal = chain.files.length === 2 && server.startsWith(globalPrefix);
  const module = state.modules.get(file)?.module;
  const offset = isGlobal ? chain.useOffset : chain.importOffset;
  const position = module ? positionAt(module.original, originalOffset(module.splices, offset)) : start;
  const names = chain.names.filter((name) => name !== "*").map((name) => `"${name}"`);
  const uses = names.length > 1 ? `${names.join(" uses ")}; ` : "";
  return {
    file: displayName(file),
    ...position,
    message: messageFor(server, chain.files),
    hint: uses + hintFor(server),
  };
}

const start: Position = { line: 1, column: 1 };

/** Server code to which no page's names lead, such as a mistake in Rally's own client. */
function unexplainedProblem({ metafile }: BoundaryCheck, live: readonly string[], server: string): Problem {
  const importer = live.find((path) =>
    metafile.inputs[path]?.imports.some((imported) => imported.path === server) ?? false
  );
  return {
    file: displayName(importer ?? server),
    ...start,
    message: messageFor(server, importer === undefined ? [server] : [importer, server]),
    hint: hintFor(server),
  };
}

function messageFor(server: string, files: readonly string[]): string {
  const names = files.filter((path) => !path.startsWith(`${namespaces.package}:`)).map(displayName);
  const chain = names.filter((name, index) => name !== names[index - 1]).join(" -> ");
  return isRemote(server)
    ? `Browser code imports a module from a registry: got ${chain}, expected npm packages and files of the app`
    : `Browser code reaches server code: got ${chain}, expected none`;
}

/** `jsr:` and `https:` modules: esbuild cannot fetch them, and `node_modules` does not hold them. */
function isRemote(server: string): boolean {
  return /^(jsr|https?):/.test(server);
}

function hintFor(server: string): string {
  const name = displayName(server);
  if (serverGlobals.includes(name)) return `read "${name}" in load and pass what the page needs as data`;
  if (name === "zod" || name.startsWith("zod/")) {
    return "use schemas in contracts, load and handlers only; the browser gets values that are already parsed";
  }
  if (isRemote(server)) return `take "${name}" from npm, or call it in load or in a handler`;
  return "call it in load or in a handler, or move what the browser needs to a file without this import";
}

function droppedImports({ modules, root, importMap }: BuildState, file: string): Problem[] {
  const bareImports = modules.get(file)?.module.bareImports ?? [];
  return bareImports.flatMap(({ specifier, position }) => {
    const directory = dirname(resolve(root, file));
    const target = resolveSpecifier(specifier, { directory, root, importMap });
    if (target.kind === "npm" || target.kind === "file" && isClientFile(target.path)) return [];
    const hint = specifier.endsWith(".css")
      ? "put the file into static/ and link it in head"
      : "import a name from it, or call it .client.ts when it is written for the browser";
    const message = `Import for side effects in browser code: got import "${specifier}", expected imported names`;
    return [{ file, ...position, message, hint }];
  });
}

function awaitProblem(file: string, position: Position): Problem {
  return {
    file,
    ...position,
    message: "Top-level await in browser code: got await, expected a value that is there at once",
    hint: "move the await into load, a handler or a task, or into a file that only those import",
  };
}
