/**
 * Compresses what a server sends, once, at the time of the build: the best that Brotli and gzip can do is too slow for
 * a request.
 *
 * @module
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { compressedEndings } from "../../runtime/server/files/static_file.ts";
import { isCompressible } from "../../runtime/server/files/media_type.ts";
import { filesBelow } from "./app_files.ts";

/** What fits into one packet with its headers gains nothing. */
const minimum = 1024;

/**
 * Writes `x.br` and `x.gz` beside every text file of a folder that gets smaller by it. Says how many files those were.
 *
 * @param folder Relative to the root.
 */
export async function compressFiles(root: string, folder: string): Promise<number> {
  const paths = filesBelow(root, folder).filter(isCompressible);
  const smaller = await Promise.all(paths.map((path) => compressFile(join(root, path))));
  return smaller.filter(Boolean).length;
}

async function compressFile(file: string): Promise<boolean> {
  const bytes = readFileSync(file);
  if (bytes.byteLength < minimum) return false;
  const params = { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.byteLength };
  const [br, gz] = await Promise.all([
    promisify(brotliCompress)(bytes, { params }),
    promisify(gzip)(bytes, { level: constants.Z_BEST_COMPRESSION }),
  ]);
  if (gz.byteLength >= bytes.byteLength) return false;
  writeFileSync(file + compressedEndings.br, br);
  writeFileSync(file + compressedEndings.gzip, gz);
  return true;
}
