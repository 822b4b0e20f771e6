/**
 * Where Rally's own files are. Run from a checkout they lie beside this one; run from a registry this module has a URL,
 * and Deno's cache holds the files under names of its own.
 */
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** Rally's files by their path in the package, e.g. `runtime/wire/mod.ts`. */
export interface RallyFiles {
  read(path: string): Promise<string>;
  /** The package's directory on this disk; `undefined` when it comes from a registry. */
  readonly directory: string | undefined;
}

/**
 * The files of the running Rally.
 *
 * @param base The URL of the package's root, with `/` at the end.
 */
export function rallyFiles(base: URL = new URL("../../", import.meta.url)): RallyFiles {
  if (base.protocol === "file:") {
    return { read: (path) => readFile(new URL(path, base), "utf8"), directory: fileURLToPath(base) };
  }
  const cached = new Map<string, string>();
  const read = async (path: string): Promise<string> => {
    const { href } = new URL(path, base);
    if (!cached.has(href)) {
      for (const [specifier, local] of cachedFiles(await denoInfo(href))) cached.set(specifier, local);
    }
    const local = cached.get(href);
    if (local === undefined) throw new Error(`Cannot find ${href} in the cache of Deno`);
    // Deno notes the headers of the answer in a last line, the time among them.
    return (await readFile(local, "utf8")).replace(/\n\/\/ denoCacheMetadata=.*$/, "");
  };
  return { read, directory: undefined };
}

/**
 * The local file of each remote module in the answer of `deno info --json`.
 *
 * @throws {TypeError} If the answer has another shape.
 */
export function cachedFiles(info: unknown): Map<string, string> {
  const { modules, redirects = {} } = (info ?? {}) as DenoInfo;
  if (!Array.isArray(modules)) throw new TypeError(`Cannot read the answer of "deno info --json": it has no modules`);
  const files = new Map<string, string>();
  for (const { specifier, local } of modules) {
    if (specifier !== undefined && local) files.set(specifier, local);
  }
  for (const [from, to] of Object.entries(redirects)) {
    const local = files.get(to);
    if (local !== undefined) files.set(from, local);
  }
  return files;
}

interface DenoInfo {
  readonly modules?: readonly { readonly specifier?: string; readonly local?: string | null }[];
  readonly redirects?: Readonly<Record<string, string>>;
}

async function denoInfo(url: string): Promise<unknown> {
  // 64 MiB: a graph of a thousand modules prints about 3 MB.
  const options = { maxBuffer: 64 * 1024 * 1024 };
  const { stdout } = await promisify(execFile)(Deno.execPath(), ["info", "--json", "--no-lock", url], options);
  return JSON.parse(stdout);
}
