/**
 * Migrations of a database that must not be lost: a copy is made first. Called by `rally migrate`, and by the server at
 * its start in production.
 *
 * @module
 */
import { readdirSync, rmSync, statSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import { backUp } from "./backup.ts";
import { type MigrateOptions, migrating, type MigrationReport } from "./migrate.ts";
import type { MigrationFile } from "./migration_files.ts";
import type { Connection } from "./types.ts";

/** What was done, and where the copy lies. */
export interface BackedUpMigration extends MigrationReport {
  /** The file of the copy; `undefined` when nothing was to be applied, or nothing could be lost. */
  readonly backup?: string;
}

/** How many copies of one database are kept, the newest. */
export const BACKUPS_KEPT = 5;

/**
 * As `migrate`, but before the first file is applied the database is copied to `backups/` beside it, as
 * `app_before_002_games.db`; the five newest of these are kept. Nobody can write between the copy and the migration,
 * so the copy has everything that was ever saved before it. A database without a table is not copied.
 *
 * @param connection A connection to that file.
 * @param path The file, for the copy. Another library than `node:sqlite` must not have it open in this process.
 *
 * @throws {MigrationError} As `migrate` does; with an error of the copy nothing is applied.
 *
 * @example
 * ```ts
 * import { migrateWithBackup, openConnection } from "@rally/rally/db";
 *
 * const path = `${Deno.makeTempDirSync()}/app.db`;
 * const connection = openConnection(path);
 * const teams = { name: "001_teams.sql", text: "CREATE TABLE teams (name TEXT NOT NULL);" };
 * console.log((await migrateWithBackup(connection, [teams], { path })).backup); // undefined: it was empty
 * connection.close();
 * ```
 */
export async function migrateWithBackup(
  connection: Connection,
  migrations: readonly MigrationFile[],
  { path, ...options }: MigrateOptions & { readonly path: string },
): Promise<BackedUpMigration> {
  const hadTables = connection.prepare("SELECT 1 FROM sqlite_schema").get([]) !== undefined;
  const steps = migrating(connection, migrations, options);
  let copy: string | undefined;
  let step = steps.next();
  while (!step.done) {
    try {
      if (hadTables) copy ??= await copyBefore(path, step.value);
    } catch (error) {
      step = steps.throw(error);
    }
    step = steps.next();
  }
  if (copy !== undefined) removeOldest(copy, path);
  return { ...step.value, ...copy !== undefined && { backup: copy } };
}

// Without the time in the name: a server that fails in its migration, and is started again and again, must not push the
// older copies out.
async function copyBefore(path: string, { name }: MigrationFile): Promise<string> {
  const copy = join(dirname(path), "backups", `${prefixOf(path)}${basename(name, ".sql")}.db`);
  await backUp(path, copy);
  return copy;
}

function removeOldest(copy: string, path: string): void {
  const folder = dirname(copy);
  const copies = readdirSync(folder).filter((name) => name.startsWith(prefixOf(path)) && name.endsWith(".db"));
  const byAge = copies.map((name) => join(folder, name)).sort((left, right) => timeOf(right) - timeOf(left));
  for (const old of byAge.slice(BACKUPS_KEPT)) rmSync(old);
}

function timeOf(file: string): number {
  return statSync(file).mtimeMs;
}

function prefixOf(path: string): string {
  return `${basename(path, extname(path))}_before_`;
}
