/**
 * Reads the SQL files of a folder: migrations and seeds.
 *
 * @module
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** One `.sql` file by its name, without folder. */
export interface SqlFile {
  readonly name: string;
  readonly text: string;
}

/**
 * The `.sql` files of a folder, sorted by name; none when the folder does not exist.
 *
 * @example
 * ```ts
 * import { readSqlFiles } from "@rally/rally/db";
 * import { deepStrictEqual } from "node:assert";
 *
 * deepStrictEqual(readSqlFiles("no/such/folder"), []);
 * ```
 */
export function readSqlFiles(folder: string): SqlFile[] {
  return namesIn(folder)
    .filter((name) => name.endsWith(".sql"))
    .sort()
    .map((name) => ({ name, text: readFileSync(join(folder, name), "utf8") }));
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}
