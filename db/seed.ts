/**
 * Seeds: example rows for development and tests.
 *
 * @module
 */
import { mapSqliteError } from "./errors.ts";
import type { SqlFile } from "./read_sql_files.ts";
import { lineAndColumn, splitStatements } from "./sql_text.ts";
import type { Connection } from "./types.ts";

/**
 * Runs all seed files in one transaction.
 *
 * @throws {Error} Naming file, line and column of the statement that failed; nothing is seeded then.
 * @example
 * ```ts
 * import { openConnection, seed } from "@rally/rally/db";
 *
 * const connection = openConnection(":memory:");
 * connection.exec("CREATE TABLE teams (name TEXT NOT NULL)");
 * seed(connection, [{ name: "001_teams.sql", text: "INSERT INTO teams VALUES ('Toronto');" }]);
 * ```
 */
export function seed(connection: Connection, files: readonly SqlFile[]): void {
  connection.exec("BEGIN IMMEDIATE");
  try {
    for (const file of files) runFile(connection, file);
    connection.exec("COMMIT");
  } catch (error) {
    if (connection.inTransaction) connection.exec("ROLLBACK");
    throw error;
  }
}

/**
 * Runs the seeds when no table of the app has a row yet.
 *
 * @returns Whether it did.
 * @throws {Error} As {@linkcode seed} does.
 */
export function seedIfEmpty(connection: Connection, files: readonly SqlFile[]): boolean {
  if (files.length === 0 || !isEmpty(connection)) return false;
  seed(connection, files);
  return true;
}

function isEmpty(connection: Connection): boolean {
  const tables = connection.prepare(
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' " +
      "AND name NOT LIKE '\\_rally\\_%' ESCAPE '\\'",
  ).all([]);
  return tables.every(([name]) =>
    connection.prepare(`SELECT 1 FROM "${String(name).replaceAll('"', '""')}" LIMIT 1`).get([]) === undefined
  );
}

function runFile(connection: Connection, file: SqlFile): void {
  for (const { text, at } of splitStatements(file.text)) {
    try {
      connection.exec(text);
    } catch (cause) {
      const { line, column } = lineAndColumn(file.text, at);
      const error = mapSqliteError(cause, `Seed "${file.name}"`);
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(`${file.name}:${line}:${column}: this statement failed: ${reason}`, { cause });
    }
  }
}
