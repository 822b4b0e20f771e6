/**
 * What files weigh on their way to the browser. The size budget of the gate and the bench read it.
 */
import { readFile } from "node:fs/promises";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

/** Bytes of some files together. */
export interface BundleSize {
  readonly raw: number;
  readonly gzip: number;
  readonly brotli: number;
}

/**
 * The size of files, each compressed by itself at the highest level, as a server sends them.
 *
 * @param files Paths, or contents.
 */
export async function bundleSize(files: readonly (string | Uint8Array)[]): Promise<BundleSize> {
  const contents = await Promise.all(files.map((file) => typeof file === "string" ? readFile(file) : file));
  const sum = (size: (content: Uint8Array) => number) => contents.reduce((total, content) => total + size(content), 0);
  return {
    raw: sum(({ byteLength }) => byteLength),
    gzip: sum((content) => gzipSync(content, { level: constants.Z_BEST_COMPRESSION }).byteLength),
    brotli: sum((content) => brotliCompressSync(content).byteLength),
  };
}
