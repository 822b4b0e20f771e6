/**
 * What happens to a database between its opening and the first request. Called by the server at its start.
 *
 * @module
 */
import { migrate, type MigrationReport } from "./migrate.ts";
import type { Database } from "./open.ts";
import { seedIfEmpty } from "./seed.ts";
import type { MigrationFile } from "./migration_files.ts";
import type { SqlFile } from "./read_sql_files.ts";

/** The files that make a database what the app expects. */
export interface DatabaseFiles {
  /** All migrations of the app. */
  readonly migrations: readonly MigrationFile[];
  /** Run only when every table is empty. Give none in production. @default [] */
  readonly seeds?: readonly SqlFile[];
}

/**
 * Applies what migrations are missing and seeds an empty database.
 *
 * @throws {MigrationError} As `migrate` and `seed` do.
 *
 * @example
 * ```ts
 * import { openDatabase, prepareDatabase, readSqlFiles } from "@rally/rally/db";
 *
 * const database = openDatabase(`${Deno.makeTempDirSync()}/app.db`);
 * prepareDatabase(database, { migrations: readSqlFiles("db/migrations"), seeds: readSqlFiles("db/seeds") });
 * database.close();
 * ```
 */
export function prepareDatabase(
  { writer }: Database,
  { migrations, seeds = [] }: DatabaseFiles,
): { readonly migrated: MigrationReport; readonly seeded: boolean } {
  return { migrated: migrate(writer, migrations), seeded: seedIfEmpty(writer, seeds) };
}
