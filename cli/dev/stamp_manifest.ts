/**
 * Names the state of an app under development by a build of its own: an open page that was made with another one loads
 * itself again. Changes that open pages take over as they are keep the name.
 *
 * @module
 */
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Manifest } from "../../runtime/wire/manifest.ts";

/** Writes the build into `.rally/manifest.json`. */
export function stampManifest(root: string, build: string): void {
  const file = join(root, ".rally", "manifest.json");
  const manifest: Manifest = JSON.parse(readFileSync(file, "utf8"));
  // The server of the last state may read the file at this moment.
  writeFileSync(`${file}.new`, `${JSON.stringify({ ...manifest, build }, null, 2)}\n`);
  renameSync(`${file}.new`, file);
}
