/**
 * Builds single parts anew while the app runs in development. Each has an esbuild context of its own, made when it is
 * first needed: 5 to 7 ms for a change, where all pages of a large app together take a second.
 */
import * as esbuild from "esbuild";
import { join } from "node:path";
import { sortProblems } from "../problem.ts";
import { checkBoundary } from "./boundary.ts";
import { browserPlugin } from "./browser_plugin.ts";
import { buildProblems, isBuildFailure } from "./build_problems.ts";
import { type BuildState, namespaces } from "./build_state.ts";
import type { PartUpdate } from "./bundle_part.ts";
import { reachableOutputs, withAuthorSources } from "./outputs.ts";

/** Builds parts of one app. */
export interface PartBuilder {
  /** Builds a part out of what the files hold now. */
  update(id: string): Promise<PartUpdate>;
  dispose(): Promise<void>;
}

/** More pages than anybody has open; each context holds a few megabytes. */
const maxContexts = 16;

/** Makes a builder over what is known of an app. */
export function createPartBuilder(state: BuildState): PartBuilder {
  // A Map keeps the order of insertion: the first is the one that was not used for longest.
  const contexts = new Map<string, Context>();

  async function contextOf(id: string): Promise<Context> {
    const known = contexts.get(id);
    contexts.delete(id);
    const context = known ?? await createContext(state, id);
    contexts.set(id, context);
    if (contexts.size > maxContexts) await drop([...contexts.keys()][0]);
    return context;
  }

  async function drop(id: string): Promise<void> {
    await contexts.get(id)?.dispose();
    contexts.delete(id);
  }

  return {
    async update(id) {
      const context = await contextOf(id);
      try {
        return read(state, id, await context.rebuild());
      } catch (error) {
        if (!isBuildFailure(error)) throw error;
        return { problems: sortProblems(buildProblems(state, error.errors)) };
      }
    },
    async dispose() {
      for (const id of [...contexts.keys()]) await drop(id);
    },
  };
}

type Settings = esbuild.BuildOptions & { readonly metafile: true; readonly write: false };
type Context = esbuild.BuildContext<Settings>;

function createContext(state: BuildState, id: string): Promise<Context> {
  return esbuild.context({
    absWorkingDir: state.root,
    bundle: true,
    charset: "utf8",
    define: { "process.env.NODE_ENV": '"development"' },
    entryPoints: [{ in: `${namespaces.entry}:${id}`, out: id }],
    format: "esm",
    jsx: "automatic",
    jsxImportSource: "preact",
    logLevel: "silent",
    metafile: true,
    // One level below the root, as the files of a whole build are: sources are named relative to it.
    outdir: join(state.root, ".rally", "assets"),
    platform: "browser",
    plugins: [browserPlugin(state, "update")],
    sourcemap: "external",
    target: "es2022",
    tsconfigRaw: {},
    write: false,
  });
}

function read(state: BuildState, id: string, result: esbuild.BuildResult<Settings>): PartUpdate {
  const { metafile, outputFiles } = result;
  const outputs = reachableOutputs(metafile, [`${namespaces.entry}:${id}`]);
  const problems = checkBoundary({ state, metafile, outputs });
  if (problems.length > 0) return { problems: sortProblems(problems) };
  const textOf = (ending: string) => {
    const file = outputFiles.find(({ path }) => path.endsWith(ending));
    if (!file) throw new Error(`Cannot find "${id}${ending}" among the outputs of esbuild`);
    const known = withAuthorSources(file, (path) => sourceText(state, path));
    return new TextDecoder().decode(known.contents);
  };
  return { problems: [], code: textOf(".js"), map: textOf(".js.map") };
}

function sourceText({ root, modules }: BuildState, path: string): string | undefined {
  const inApp = path.startsWith(root) ? path.slice(root.length + 1).replaceAll("\\", "/") : path;
  return (modules.get(path) ?? modules.get(inApp))?.module.original;
}
