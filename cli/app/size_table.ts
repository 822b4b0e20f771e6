/**
 * What `build` says of its product.
 *
 * @module
 */
import { statSync } from "node:fs";
import { join } from "node:path";
import { compressedEndings } from "../../runtime/server/files/static_file.ts";
import { filesBelow } from "./app_files.ts";

interface Row {
  readonly name: string;
  readonly place: string;
  /** Whether its files go to the browser, compressed where a compressed file stands beside them. */
  readonly travels?: true;
}

const rows: readonly Row[] = [
  { name: "server", place: "dist/server.js" },
  { name: "browser", place: "dist/assets/", travels: true },
  { name: "static", place: "dist/static/", travels: true },
  { name: "prerendered", place: "dist/prerendered/", travels: true },
  { name: "migrations", place: "dist/migrations/" },
  { name: "seeds", place: "dist/seeds/" },
];

/** A line for each part of `dist/`: name, number of files, bytes, and bytes as they travel. */
export function sizeTable(root: string): string {
  const sizes = new Map(filesBelow(root, "dist").map((path) => [path, statSync(join(root, path)).size]));
  return rows.flatMap(({ name, place, travels }) => {
    const own = [...sizes.keys()].filter((path) => path.startsWith(place) && !isCompressed(path, sizes));
    if (own.length === 0) return [];
    const sum = (sizeOf: (path: string) => number | undefined) =>
      kilobytes(own.reduce((total, path) => total + (sizeOf(path) ?? sizes.get(path) ?? 0), 0));
    const count = own.length === 1 ? "1 file" : `${own.length} files`;
    const text = `${name.padEnd(12)}${count.padStart(9)}${sum(() => undefined).padStart(11)}`;
    const packed = Object.entries(compressedEndings)
      .map(([encoding, ending]) => `  ${sum((path) => sizes.get(path + ending))} ${encoding}`);
    return [`${text}${travels ? packed.join("") : ""}\n`];
  }).join("");
}

/** Whether a file is the compressed form of the one beside it. */
function isCompressed(path: string, sizes: ReadonlyMap<string, number>): boolean {
  return Object.values(compressedEndings).some((ending) =>
    path.endsWith(ending) && sizes.has(path.slice(0, -ending.length))
  );
}

/** Thousands of bytes, as browsers and package registries count them. */
function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}
