/**
 * Reads what the generators look at.
 *
 * @module
 */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { SourceFile } from "../../codegen/files.ts";

const folders = ["app", "db/migrations"];

/** The TypeScript and SQL files below `app/` and the migrations, by path. */
export function readSources(root: string): SourceFile[] {
  return folders.flatMap((folder) => filesBelow(root, folder))
    .filter((path) => /\.(tsx?|sql)$/.test(path))
    .sort((left, right) => left < right ? -1 : 1)
    .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));
}

/**
 * The files below a folder of the app, relative to the app's root, with `/`; none when it does not exist. Folders whose
 * name begins with a dot are left out.
 */
export function filesBelow(root: string, folder: string): string[] {
  if (!statSync(join(root, folder), { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isFile()) return [path];
    return entry.name.startsWith(".") ? [] : filesBelow(root, path);
  });
}
