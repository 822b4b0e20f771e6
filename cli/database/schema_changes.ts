/**
 * What a migration does to a database, in the words of its author: tables, indexes, views and triggers that come, go or
 * change, and how many rows each table has. A rebuilt table that has lost its rows, or its index, shows here.
 *
 * @module
 */
import type { Connection } from "../../db/mod.ts";

/** The parts of a schema by `table games`, with their SQL and, of tables, the number of rows. */
export type SchemaParts = ReadonlyMap<string, SchemaPart>;

interface SchemaPart {
  readonly sql: string;
  readonly rows?: number;
}

/** Reads the app's part of the schema. */
export function readParts(connection: Connection): SchemaParts {
  return new Map(
    connection.prepare(PARTS).all([]).map(([kind, name, sql, isCounted]) => {
      const rows = isCounted === 1 ? countRows(connection, String(name)) : undefined;
      return [`${kind} ${name}`, { sql: String(sql), ...rows !== undefined && { rows } }];
    }),
  );
}

/** One line for each part that differs; of tables that are as before only where rows came or went. */
export function describeChanges(before: SchemaParts, after: SchemaParts): string[] {
  const names = [...new Set([...before.keys(), ...after.keys()])];
  return names.flatMap((name) => {
    const line = describe(before.get(name), after.get(name));
    return line === undefined ? [] : [line.replace("NAME", name)];
  }).sort((left, right) => ORDER.indexOf(left[0]) - ORDER.indexOf(right[0]));
}

const ORDER = "+~-";

function describe(before: SchemaPart | undefined, after: SchemaPart | undefined): string | undefined {
  if (after === undefined) return `- NAME${before?.rows ? `, with ${rowsOf(before.rows)}` : ""}`;
  if (before === undefined) return `+ NAME${after.rows ? `, ${rowsOf(after.rows)}` : ""}`;
  if (before.rows !== after.rows) return `~ NAME: ${rowsOf(after.rows ?? 0)}, before ${before.rows ?? 0}`;
  if (before.sql === after.sql) return undefined;
  return `~ NAME${after.rows === undefined ? "" : `, ${rowsOf(after.rows)} kept`}`;
}

function rowsOf(count: number): string {
  return `${count} ${count === 1 ? "row" : "rows"}`;
}

function countRows(connection: Connection, table: string): number {
  return Number(connection.prepare(`SELECT count(*) FROM "${table.replaceAll('"', '""')}"`).get([])?.[0]);
}

// Not Rally's own tables, nor what SQLite makes by itself: the indexes behind UNIQUE, the tables behind a virtual one.
const PARTS = `
  SELECT type, name, sql, type = 'table' AND name IN (SELECT name FROM pragma_table_list WHERE type = 'table')
  FROM sqlite_schema
  WHERE sql IS NOT NULL AND substr(name, 1, 7) <> 'sqlite_' AND substr(tbl_name, 1, 7) <> '_rally_'
    AND tbl_name NOT IN (SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'shadow')
  ORDER BY type <> 'table', name`;
