/**
 * Reads the SQL files of a folder: migrations and seeds. Called by the server at its start and by the command.
 *
 * @module
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** One file of SQL statements. */
export interface SqlFile {
  /** The file's name without folder, e.g. `001_create_teams.sql`. */
  readonly name: string;
  /** What stands in it. */
  readonly text: string;
  /** Where it stands, for messages. @default the name */
  readonly path?: string;
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
    .map((name) => {
      const path = join(folder, name);
      return { name, text: readFileSync(path, "utf8"), path };
    });
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}
