/**
 * One number for a schema: generated code carries the hash it was made for, and the server compares it at its start.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { sqlTokens } from "./sql_text.ts";
import type { Connection, SqlValue } from "./types.ts";

/**
 * The SHA-256 (hex) of an app's tables, indexes, views and triggers. Comments and blanks do not count, nor do Rally's
 * own tables and what SQLite makes by itself (its `sqlite_…` tables, the hidden tables behind a virtual one).
 *
 * @example
 * ```ts
 * import { openConnection, schemaHash } from "@rally/rally/db";
 *
 * const connection = openConnection(":memory:");
 * connection.exec("CREATE TABLE teams (name TEXT NOT NULL)");
 * console.log(schemaHash(connection)); // 64 hex digits
 * connection.close();
 * ```
 */
export function schemaHash(connection: Connection): string {
  const hash = createHash("sha256");
  for (const [type, name, table, sql] of connection.prepare(SCHEMA).all([])) {
    hash.update(JSON.stringify([type, name, table, normalise(sql)]) + "\n");
  }
  return hash.digest("hex");
}

/** What the hash is taken over, as the statements that make it: each on one line, in an order in which they can run. */
export function schemaStatements(connection: Connection): string[] {
  const order = ["table", "index", "view", "trigger"];
  return connection.prepare(SCHEMA).all([])
    .sort(([left], [right]) => order.indexOf(String(left)) - order.indexOf(String(right)))
    .map(([, , , sql]) => onOneLine(String(sql)));
}

// The hidden tables of FTS and R-Tree belong to SQLite's version, not to the app.
const SCHEMA = `
  SELECT type, name, tbl_name, sql FROM sqlite_schema
  WHERE substr(name, 1, 7) <> 'sqlite_' AND substr(tbl_name, 1, 7) <> '_rally_'
    AND tbl_name NOT IN (SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'shadow')
  ORDER BY type, name`;

function onOneLine(sql: string): string {
  let end = 0;
  let line = "";
  for (const { text, at } of sqlTokens(sql)) {
    line += at > end && line !== "" ? ` ${text}` : text;
    end = at + text.length;
  }
  return line;
}

function normalise(sql: SqlValue): string[] {
  return Array.from(sqlTokens(String(sql)), ({ text }) => text);
}
