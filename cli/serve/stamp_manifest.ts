/**
 * Gives every accepted state of an app under development a build of its own, so that the page in the browser reloads
 * after a change that the bundle does not show: a stylesheet, a query, a `load`.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Manifest } from "../../runtime/wire/manifest.ts";
import { sourceFiles } from "./watch_app.ts";

/** Mixes the state of all watched files into the build of `.rally/manifest.json`. */
export function stampManifest(root: string): void {
  const file = join(root, ".rally", "manifest.json");
  const manifest: Manifest = JSON.parse(readFileSync(file, "utf8"));
  const hash = createHash("sha256").update(manifest.build);
  for (const path of sourceFiles(root)) {
    const { size, mtimeMs } = statSync(join(root, path));
    hash.update(`${path}\0${size}\0${mtimeMs}\0`);
  }
  const stamped: Manifest = { ...manifest, build: hash.digest("hex").slice(0, 16) };
  // The server of the last state may read the file at this moment.
  writeFileSync(`${file}.new`, `${JSON.stringify(stamped, null, 2)}\n`);
  renameSync(`${file}.new`, file);
}
