/**
 * Builds the browser's half of an app: one module for each page and layout, shared chunks, Rally's client. `rally build`
 * calls {@linkcode bundleBrowser} once; `rally dev` keeps a bundler between builds.
 */
import * as esbuild from "esbuild";
import { realpath } from "node:fs/promises";
import { join, resolve } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { sortProblems } from "../problem.ts";
import { checkBoundary } from "./boundary.ts";
import { browserPlugin, functionsEntry } from "./browser_plugin.ts";
import { type BuildKind, type BuildState, createBuildState, metafilePath, namespaces, setApp } from "./build_state.ts";
import { buildProblems, isBuildFailure } from "./build_problems.ts";
import type { AppModules, BundleOptions, BundleResult, PartUpdate } from "./bundle_part.ts";
import { devModule } from "./dev_modules.ts";
import { readImportMap } from "./import_map.ts";
import {
  buildHash,
  inputsOf,
  manifestOf,
  reachableOutputs,
  shippedFiles,
  withAuthorSources,
  writeBuild,
} from "./outputs.ts";
import { createPartBuilder, type PartBuilder } from "./part_update.ts";

export type { AppModules, BundleOptions, BundlePart, BundleResult, PartContract, PartUpdate } from "./bundle_part.ts";

/** Builds the same app again and again, quickly. */
export interface Bundler {
  build(options: BundleOptions): Promise<BundleResult>;
  /** Builds one part anew, for pages of the last development build that are open in a browser. */
  updatePart(id: string): Promise<PartUpdate>;
  /** Ends esbuild's process when no other bundler uses it. */
  dispose(): Promise<void>;
}

/**
 * Builds once.
 *
 * @throws {Error} If Rally itself is at fault, or a file cannot be written. The app's mistakes are problems.
 */
export async function bundleBrowser(options: BundleOptions): Promise<BundleResult> {
  const bundler = createBundler();
  try {
    return await bundler.build(options);
  } finally {
    await bundler.dispose();
  }
}

/** How many bundlers share esbuild's one process. */
let bundlers = 0;

/** A bundler that keeps what it has parsed between builds. Builds wait for each other. */
export function createBundler(): Bundler {
  bundlers += 1;
  const session = new Session();
  let last: Promise<unknown> = Promise.resolve();
  let disposed = false;

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = last.then(work);
    last = result.catch(() => undefined);
    return result;
  }

  return {
    build: (options) => inTurn(() => session.build(options)),
    updatePart: (id) => inTurn(() => session.updatePart(id)),
    async dispose() {
      if (disposed) return;
      disposed = true;
      await last;
      await session.dispose();
      bundlers -= 1;
      if (bundlers === 0) await esbuild.stop();
    },
  };
}

/** One esbuild context and the modules it has read. Another list of pages or other options make another context. */
class Session {
  #settings: esbuild.BuildOptions | undefined;
  #context: Context | undefined;
  #state: BuildState | undefined;
  #updates: PartBuilder | undefined;

  async build(options: BundleOptions): Promise<BundleResult> {
    const root = await realpath(options.root);
    if (this.#state?.root !== root) {
      await this.dispose();
      this.#state = createBuildState(root);
      this.#updates = createPartBuilder(this.#state);
    }
    const state = this.#state;
    const { parts, topicCodecs, functions = [] } = options;
    setApp(state, { importMap: await readImportMap(root), parts, topicCodecs, functions });
    const context = await this.#contextFor(state, options);
    try {
      return await finish(state, options, await context.rebuild());
    } catch (error) {
      if (!isBuildFailure(error)) throw error;
      return { manifest: undefined, problems: sortProblems(buildProblems(state, error.errors)) };
    }
  }

  async updatePart(id: string): Promise<PartUpdate> {
    if (!this.#updates) throw new Error(`Cannot update "${id}": nothing has been built yet`);
    return await this.#updates.update(id);
  }

  async dispose(): Promise<void> {
    await this.#updates?.dispose();
    await this.#disposeContext();
  }

  async #disposeContext(): Promise<void> {
    await this.#context?.dispose();
    this.#context = undefined;
  }

  async #contextFor(state: BuildState, options: BundleOptions): Promise<Context> {
    const settings = buildSettings(state.root, options);
    if (this.#context && isDeepStrictEqual(settings, this.#settings)) return this.#context;
    await this.#disposeContext();
    this.#settings = settings;
    this.#context = await esbuild.context({ ...settings, plugins: [browserPlugin(state, buildKind(options))] });
    return this.#context;
  }
}

function buildKind({ dev, minify }: BundleOptions): BuildKind {
  if (dev) return "dev";
  return minify ? "production" : "plain";
}

type Settings = esbuild.BuildOptions & { readonly metafile: true; readonly write: false };
type Context = esbuild.BuildContext<Settings>;

function buildSettings(root: string, options: BundleOptions): Settings {
  const { parts, functions = [], outDir, minify, sourcemap } = options;
  return {
    absWorkingDir: root,
    bundle: true,
    charset: "utf8",
    chunkNames: "[name]-[hash]",
    define: { "import.meta.dev": String(!minify), "process.env.NODE_ENV": minify ? '"production"' : '"development"' },
    entryNames: "[name]-[hash]",
    entryPoints: [
      { in: bootEntry(options), out: "boot" },
      ...(options.dev ? [{ in: devEntryPoint, out: "dev" }] : []),
      ...parts.map(({ id }) => ({ in: `${namespaces.entry}:${id}`, out: id })),
      ...(functions.length > 0 ? [{ in: functionsEntry, out: "functions" }] : []),
    ],
    format: "esm",
    jsx: "automatic",
    jsxImportSource: "preact",
    logLevel: "silent",
    metafile: true,
    minify,
    outdir: join(resolve(root, outDir), "assets"),
    platform: "browser",
    sourcemap,
    splitting: true,
    target: "es2022",
    // Keeps a stray tsconfig.json above the app from changing the build.
    tsconfigRaw: {},
    write: false,
  };
}

async function finish(
  state: BuildState,
  options: BundleOptions,
  { metafile, outputFiles }: esbuild.BuildResult<Settings>,
): Promise<BundleResult> {
  const { root } = state;
  const pageIds = options.parts.map(({ id }) => id);
  const boot = options.bootModule ? metafilePath(root, await realpath(options.bootModule)) : bootEntry(options);
  const dev = options.dev ? devEntryPoint : undefined;
  const starts = [
    boot,
    functionsEntry,
    ...(dev === undefined ? [] : [dev]),
    ...pageIds.map((id) => `${namespaces.entry}:${id}`),
  ];
  const outputs = reachableOutputs(metafile, starts);
  const problems = checkBoundary({ state, metafile, outputs });
  if (problems.length > 0) return { manifest: undefined, problems: sortProblems(problems) };
  const sourceText = (path: string) =>
    state.modules.get(path)?.module.original ?? state.modules.get(metafilePath(root, path))?.module.original;
  const files = shippedFiles(root, outputs, outputFiles).map((file) => withAuthorSources(file, sourceText));
  const manifest = manifestOf(outputs, { pageIds, boot, functions: functionsEntry, build: buildHash(files), dev });
  await writeBuild(resolve(root, options.outDir), manifest, files, { keep: options.dev ?? false });
  const browser = new Map(pageIds.map((id) => [id, inputsOf(outputs, `${namespaces.entry}:${id}`)]));
  return { manifest, problems: [], modules: { browser, importers: importersIn(metafile) } };
}

function importersIn({ inputs }: esbuild.Metafile): AppModules["importers"] {
  const importers = new Map<string, Set<string>>();
  for (const [file, { imports }] of Object.entries(inputs)) {
    for (const { path } of imports) importers.set(path, (importers.get(path) ?? new Set()).add(file));
  }
  return importers;
}

const devEntryPoint = `${namespaces.rally}:${devModule}`;

function bootEntry({ bootModule }: BundleOptions): string {
  return bootModule ?? `${namespaces.rally}:runtime/client/boot.ts`;
}
