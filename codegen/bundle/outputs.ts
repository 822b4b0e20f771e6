/**
 * What of esbuild's outputs is shipped, and how it is written: hashed files in `assets/`, and the manifest beside it.
 */
import type { Metafile, OutputFile } from "esbuild";
import { createHash } from "node:crypto";
import { mkdir, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import type { Asset, Manifest } from "../../runtime/wire/manifest.ts";
import { namespaces } from "./build_state.ts";

/** The URL path below which the server answers with the files of `assets/`. */
export const assetsPath = "/_rally/assets/";

/** The outputs of a build that some entry reaches, by their path in the metafile. */
export type Outputs = ReadonlyMap<string, Metafile["outputs"][string]>;

/**
 * The outputs that can be loaded. A dynamic import in code that was dropped still makes esbuild emit a chunk; only the
 * imports of what is left tell which chunks matter.
 */
export function reachableOutputs({ outputs }: Metafile, entries: readonly string[]): Outputs {
  const all: Outputs = new Map(Object.entries(outputs));
  const wanted = new Set(entries);
  const starts = [...all.keys()].filter((path) => wanted.has(outputs[path].entryPoint ?? ""));
  return new Map(follow(all, starts, () => true).map((path) => [path, outputs[path]]));
}

/** What the manifest says of a build. */
export function manifestOf(outputs: Outputs, options: ManifestOptions): Manifest {
  const byEntry = new Map([...outputs].map(([path, { entryPoint }]) => [entryPoint, path]));
  const isLiveEngine = (path: string) => basename(outputs.get(path)?.entryPoint ?? "") === "live_engine.ts";
  const live = follow(outputs, [pathIn(byEntry, options.boot)], () => true).find(isLiveEngine);
  if (live === undefined) {
    throw new Error(`Cannot find "live_engine.ts" among the dynamic imports of "${options.boot}"`);
  }
  return {
    build: options.build,
    boot: assetOf(outputs, pathIn(byEntry, options.boot)),
    live: assetOf(outputs, live),
    ...(options.dev === undefined ? {} : { dev: assetOf(outputs, pathIn(byEntry, options.dev)) }),
    pages: Object.fromEntries(
      options.pageIds.map((id) => [id, assetOf(outputs, pathIn(byEntry, `${namespaces.entry}:${id}`))]),
    ),
    ...(byEntry.has(options.functions) ? { functions: assetOf(outputs, pathIn(byEntry, options.functions)) } : {}),
  };
}

/** What {@linkcode manifestOf} needs beside the outputs. */
export interface ManifestOptions {
  readonly pageIds: readonly string[];
  /** The entry point of boot in the metafile. */
  readonly boot: string;
  /** That of the functions of `app/browser.ts`, which few apps have. */
  readonly functions: string;
  readonly build: string;
  /** The entry point of the script for development, if there is one. */
  readonly dev?: string;
}

/** One file of a build. */
export type BundleFile = Pick<OutputFile, "path" | "contents">;

/** The files of the outputs with their source maps. */
export function shippedFiles(root: string, outputs: Outputs, files: readonly OutputFile[]): OutputFile[] {
  const shipped = new Set([...outputs.keys()].map((path) => resolve(root, path)));
  return files.filter(({ path }) => shipped.has(path) || shipped.has(path.replace(/\.map$/, "")));
}

/** A source map that shows the author's text instead of the transformed one, whose lines have the same numbers. */
export function withAuthorSources(file: BundleFile, sourceText: (path: string) => string | undefined): BundleFile {
  if (!file.path.endsWith(".map")) return file;
  const map: SourceMap = JSON.parse(new TextDecoder().decode(file.contents));
  const sourcesContent = map.sources.map((source, index) => {
    const path = source.startsWith(`${namespaces.rally}:`) ? source : resolve(dirname(file.path), source);
    return sourceText(path) ?? map.sourcesContent[index];
  });
  return { path: file.path, contents: new TextEncoder().encode(JSON.stringify({ ...map, sourcesContent })) };
}

interface SourceMap {
  readonly sources: readonly string[];
  readonly sourcesContent: readonly (string | null)[];
}

/** A hash over names and contents, 16 hexadecimal digits. */
export function buildHash(files: readonly BundleFile[]): string {
  const hash = createHash("sha256");
  const sorted = [...files].sort((left, right) => left.path < right.path ? -1 : 1);
  for (const { path, contents } of sorted) hash.update(basename(path)).update("\0").update(contents).update("\0");
  return hash.digest("hex").slice(0, 16);
}

/**
 * Writes a build. Files of older builds go last, so that a server that reads the manifest meanwhile finds its files.
 *
 * @param keep Keeps them all.
 */
export async function writeBuild(
  outDir: string,
  manifest: Manifest,
  files: readonly BundleFile[],
  { keep }: { readonly keep: boolean },
): Promise<void> {
  const assets = join(outDir, "assets");
  await mkdir(assets, { recursive: true });
  await Promise.all(files.map(async ({ path, contents }) => {
    const file = join(assets, basename(path));
    // The name holds a hash of the contents, so a file of the right size is the right file.
    const { size } = await stat(file).catch(() => ({ size: -1 }));
    if (size !== contents.byteLength) await writeAtomically(file, contents);
  }));
  await writeAtomically(join(outDir, "manifest.json"), JSON.stringify(manifest, null, 2) + "\n");
  if (keep) return;
  const current = new Set(files.map(({ path }) => basename(path)));
  const old = (await readdir(assets)).filter((name) => !current.has(name));
  await Promise.all(old.map((name) => rm(join(assets, name), { recursive: true, force: true })));
}

/** The inputs of which some bytes are in an output, or in what it imports at once. */
export function inputsOf(outputs: Outputs, entryPoint: string): Set<string> {
  const starts = [...outputs].filter(([, output]) => output.entryPoint === entryPoint).map(([path]) => path);
  const inputs = follow(outputs, starts, () => true).flatMap((path) => Object.entries(outputs.get(path)?.inputs ?? {}));
  return new Set(inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([path]) => path));
}

function pathIn(byEntry: ReadonlyMap<string | undefined, string>, entryPoint: string): string {
  const path = byEntry.get(entryPoint);
  if (path === undefined) throw new Error(`Cannot find "${entryPoint}" among the outputs of esbuild`);
  return path;
}

/** A module with the chunks that are loaded with it at once. */
function assetOf(outputs: Outputs, path: string): Asset {
  const loaded = follow(outputs, [path], (kind) => kind === "import-statement");
  const [file, ...imports] = loaded.map((output) => assetsPath + basename(output));
  return { file, imports };
}

async function writeAtomically(file: string, contents: Uint8Array | string): Promise<void> {
  await writeFile(`${file}.new`, contents);
  await rename(`${file}.new`, file);
}

/** The given outputs and all that they import, directly or through another one, in the order of discovery. */
function follow(outputs: Outputs, starts: readonly string[], wanted: (kind: string) => boolean): string[] {
  // A set visits what is added to it while it is read.
  const found = new Set(starts);
  for (const path of found) {
    for (const { path: imported, kind, external } of outputs.get(path)?.imports ?? []) {
      if (!external && wanted(kind) && outputs.has(imported)) found.add(imported);
    }
  }
  return [...found];
}
