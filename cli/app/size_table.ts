/**
 * What `build` says of its product.
 *
 * @module
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { filesBelow } from "./read_sources.ts";

const rows = [
  ["server", "dist/server.js"],
  ["browser", "dist/assets/"],
  ["static", "dist/static/"],
  ["migrations", "dist/migrations/"],
  ["seeds", "dist/seeds/"],
];

/** A line for each part of `dist/`: name, number of files, bytes, and bytes as they travel. */
export function sizeTable(root: string): string {
  const files = filesBelow(root, "dist").map((path) => ({ path, bytes: readFileSync(join(root, path)) }));
  return rows.flatMap(([name, place]) => {
    const own = files.filter(({ path }) => path.startsWith(place));
    if (own.length === 0) return [];
    const size = own.reduce((sum, { bytes }) => sum + bytes.byteLength, 0);
    const travels = name === "browser" || name === "static";
    const packed = travels ? own.reduce((sum, { bytes }) => sum + gzipSync(bytes).byteLength, 0) : undefined;
    const count = own.length === 1 ? "1 file" : `${own.length} files`;
    const text = `${name.padEnd(11)}${count.padStart(9)}${kilobytes(size).padStart(11)}`;
    return [packed === undefined ? `${text}\n` : `${text}  ${kilobytes(packed)} gzip\n`];
  }).join("");
}

/** Thousands of bytes, as browsers and package registries count them. */
function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}
