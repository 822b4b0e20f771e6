/**
 * Seeds: rows for development and demonstrations, from SQL files. Not recorded anywhere: a seed runs when it is asked
 * for, or when the database is empty.
 *
 * @module
 */
import { exclusively } from "./migrate.ts";
import { MigrationError, place, runFile } from "./migration_files.ts";
import type { SqlFile } from "./read_sql_files.ts";
import type { Connection } from "./types.ts";

/**
 * Runs all seed files, in the order given, in one transaction: all of them or none. Foreign keys are checked at the
 * end, so rows may come before those that they refer to.
 *
 * @throws {MigrationError} With the line of the statement that failed.
 * @throws {DatabaseBusy} When another process keeps the lock.
 *
 * @example
 * ```ts
 * import { openConnection, seed } from "@rally/rally/db";
 *
 * const connection = openConnection(":memory:");
 * connection.exec("CREATE TABLE teams (name TEXT NOT NULL)");
 * seed(connection, [{ name: "001_teams.sql", text: "INSERT INTO teams (name) VALUES ('Toronto');" }]);
 * connection.close();
 * ```
 */
export function seed(connection: Connection, seeds: readonly SqlFile[]): void {
  exclusively(connection, () => run(connection, seeds));
}

/** As {@linkcode seed}, but only when every table of the app is empty. Tells whether the seeds were run. */
export function seedIfEmpty(connection: Connection, seeds: readonly SqlFile[]): boolean {
  if (seeds.length === 0 || !isEmpty(connection)) return false;
  return exclusively(connection, () => {
    // Another process that started at the same time may have been first.
    if (!isEmpty(connection)) return false;
    run(connection, seeds);
    return true;
  });
}

function run(connection: Connection, seeds: readonly SqlFile[]): void {
  connection.exec("PRAGMA defer_foreign_keys = ON");
  for (const file of seeds) runFile(connection, file);
  checkForeignKeys(connection, seeds);
}

// The commit would fail too, but without saying which row is wrong.
function checkForeignKeys(connection: Connection, seeds: readonly SqlFile[]): void {
  const [broken] = connection.prepare("PRAGMA foreign_key_check").all([]);
  if (broken === undefined) return;
  const [table, row, parent] = broken;
  const file = seeds[seeds.length - 1];
  throw new MigrationError("foreign_key", file, {
    message: `${place(file)}: Cannot commit the seeds: got row ${row} of "${table}" without its row in "${parent}"`,
    hint: "add the row that it refers to; one of the seed files has the row",
  });
}

function isEmpty(connection: Connection): boolean {
  const tables = connection.prepare(
    "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' " +
      "AND substr(name, 1, 7) NOT IN ('sqlite_', '_rally_')",
  ).all([]);
  return tables.every(([name]) => {
    const table = `"${String(name).replaceAll('"', '""')}"`;
    return connection.prepare(`SELECT EXISTS (SELECT 1 FROM ${table})`).get([])?.[0] === 0;
  });
}
