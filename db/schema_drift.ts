/**
 * Says where a database differs from the schema that an app's queries were generated for. The server asks at its start.
 *
 * @module
 */
import { openConnection } from "./connection.ts";
import { migrate } from "./migrate.ts";
import type { MigrationFile } from "./migration_files.ts";
import { schemaHash, schemaStatements } from "./schema_hash.ts";
import { sqlTokens } from "./sql_text.ts";
import type { Connection, SqlValue } from "./types.ts";

/** What generated code says of the schema that it was made for. */
export interface ExpectedSchema {
  readonly schemaHash: string;
  /** As {@linkcode schemaStatements} gives them. @default {[]} */
  readonly schema?: readonly string[];
}

/**
 * Compares a migrated database with what the queries were generated for.
 *
 * @param migrations All migrations of the app: they tell whether the generated code or the database is the stranger.
 * @throws {Error} When they differ: it names the tables and columns.
 */
export function requireSchema(
  connection: Connection,
  expected: ExpectedSchema,
  migrations: readonly MigrationFile[],
): void {
  const found = schemaHash(connection);
  if (found === expected.schemaHash) return;
  const [drift, ours] = inMemory((memory) => {
    migrate(memory, migrations);
    return [describeDrift(connection, expected.schema ?? []), schemaHash(memory) === expected.schemaHash];
  });
  const shown = drift.length > 0 && expected.schema !== undefined
    ? [...drift.slice(0, MOST_LINES), ...drift.length > MOST_LINES ? [`and ${drift.length - MOST_LINES} more`] : []]
    : [`schema: got ${found.slice(0, 12)}, expected ${expected.schemaHash.slice(0, 12)}`];
  throw new Error(
    `The database does not have the schema that the queries were generated for:\n${
      shown.map((line) => `  ${line}`).join("\n")
    }\nhint: ${ours ? CHANGED : STALE}`,
  );
}

const MOST_LINES = 10;
const CHANGED =
  'something else than the files in db/migrations has changed the database: undo that, or write a migration and run "deno task gen"';
const STALE = 'run "deno task gen" (and build again), or restore the migrations that the queries were generated for';

/** The differences, a line each. */
export function describeDrift(connection: Connection, expected: readonly string[]): string[] {
  return inMemory((memory) => {
    for (const sql of expected) memory.exec(sql);
    const [got, wanted] = [connection, memory].map(readObjects);
    const names = [...new Set([...wanted.keys(), ...got.keys()])];
    return names.flatMap((name) => differences(name, got.get(name), wanted.get(name)));
  });
}

/** A table, index, view or trigger. */
interface SchemaObject {
  readonly statement: string;
  /** By name, as they would be written: `INTEGER NOT NULL`. */
  readonly columns: ReadonlyMap<string, string>;
}

/** By kind and name: `table "games"`. */
function readObjects(connection: Connection): Map<string, SchemaObject> {
  return new Map(
    schemaStatements(connection).map((statement) => {
      const [type, name] = kindOf(statement);
      const columns = type === "table" || type === "view" ? readColumns(connection, name) : new Map<string, string>();
      return [`${type} "${name}"`, { statement, columns }];
    }),
  );
}

// SQLite writes `CREATE` and the kind itself; the name is what follows, unquoted here.
function kindOf(statement: string): [string, string] {
  const words = Array.from(sqlTokens(statement), ({ text }) => text);
  const at = words.findIndex((word) => /^(?:table|index|view|trigger)$/i.test(word));
  const name = words[at + 1];
  const quote = name[0];
  return [words[at].toLowerCase(), /^["'`[]/.test(name) ? name.slice(1, -1).replaceAll(quote + quote, quote) : name];
}

function readColumns(connection: Connection, table: string): Map<string, string> {
  return new Map(
    columnsOf(connection, table).map(([name, type, notNull, value, key, hidden]) => {
      const words = [
        type === "" ? "no type" : String(type),
        ...key === 0 ? [] : ["PRIMARY KEY"],
        ...notNull === 0 ? [] : ["NOT NULL"],
        ...value === null ? [] : [`DEFAULT ${value}`],
        ...hidden === 2 || hidden === 3 ? ["GENERATED"] : [],
      ];
      return [String(name), words.join(" ")];
    }),
  );
}

/** None of a view whose table or column is gone: SQLite refuses to list them, and the table is named already. */
function columnsOf(connection: Connection, table: string): SqlValue[][] {
  try {
    return connection.prepare('SELECT name, type, "notnull", dflt_value, pk, hidden FROM pragma_table_xinfo(?1)')
      .all([table]);
  } catch {
    return [];
  }
}

function differences(name: string, got: SchemaObject | undefined, expected: SchemaObject | undefined): string[] {
  if (got === undefined) return [`${name} is missing`];
  if (expected === undefined) return [`${name} is not expected`];
  const columns = new Set([...expected.columns.keys(), ...got.columns.keys()]);
  const differing = [...columns].flatMap((column) => {
    const [has, wants] = [got.columns.get(column), expected.columns.get(column)];
    return has === wants ? [] : [`column "${column}" of ${name}: got ${has ?? "none"}, expected ${wants ?? "none"}`];
  });
  return differing.length > 0 ? differing : differingText(name, got.statement, expected.statement);
}

/** What no column shows: a `CHECK`, a key, the order of columns, the text of a view. */
function differingText(name: string, got: string, expected: string): string[] {
  const [has, wants] = [got, expected].map((sql) => [...sqlTokens(sql)]);
  const length = Math.max(has.length, wants.length);
  const first = Array.from({ length }, (_, at) => at).find((at) => has[at]?.text !== wants[at]?.text);
  if (first === undefined) return [];
  return [`${name}: got ${excerpt(got, has[first]?.at)}, expected ${excerpt(expected, wants[first]?.at)}`];
}

/** The part of a statement around a place, or its end. */
function excerpt(sql: string, at = sql.length): string {
  const [from, to] = [Math.max(0, at - 20), at + 40];
  return `"${from > 0 ? "…" : ""}${sql.slice(from, to)}${to < sql.length ? "…" : ""}"`;
}

function inMemory<T>(work: (memory: Connection) => T): T {
  const memory = openConnection(":memory:");
  try {
    return work(memory);
  } finally {
    memory.close();
  }
}
