/**
 * The tables and views of a migrated database, with all that the analysis asks of them. `generate_sql.ts` reads it once.
 */
import type { Connection, SqlValue } from "../../db/types.ts";
import type { Select } from "./ast.ts";
import { hasWords, readCreateTable, type TableText } from "./create_table.ts";
import { Cursor, ParseError } from "./cursor.ts";
import { parseNames, parseSelect, readingOf } from "./parse_select.ts";
import { type SqlType, typeOfColumn } from "./sql_type.ts";
import { namedTables } from "./system_tables.ts";
import { type Token, tokenize } from "./tokenize.ts";

/** Tables and views by their names in lower case. */
export interface Schema {
  readonly tables: ReadonlyMap<string, Table>;
  readonly views: ReadonlyMap<string, View>;
  /** The triggers, by their names, that say OR REPLACE. */
  readonly replacingTriggers: ReadonlySet<string>;
}

export interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
  /** Every set of columns that no two rows share (where none of them is NULL). */
  readonly keys: readonly (readonly KeyPart[])[];
  /** Whether `rowid` names a column of it. */
  readonly hasRowid: boolean;
  /** Whether an INSERT that breaks no rule may still give no row: ON CONFLICT IGNORE, a trigger with RAISE(IGNORE). */
  readonly maySkipRows: boolean;
  /** Whether an INSERT or UPDATE may delete other rows: ON CONFLICT REPLACE. */
  readonly replacesConflicts: boolean;
}

export interface Column {
  readonly name: string;
  readonly type: SqlType;
  readonly nullable: boolean;
  /** Whether NULL may be written: also into `INTEGER PRIMARY KEY`, where SQLite then chooses the number. */
  readonly acceptsNull: boolean;
  /** Whether an INSERT that leaves it out always fails: NOT NULL, without a DEFAULT. */
  readonly isRequired: boolean;
  /** Hidden columns of virtual tables are not part of `*`. */
  readonly hidden: boolean;
  /** A generated column cannot be written. */
  readonly generated: boolean;
  /** The names in lower case that a generated column is made of. */
  readonly generatedFrom: ReadonlySet<string>;
  readonly collation: string;
}

export interface KeyPart {
  /** In lower case; `rowid` also stands for its alias. */
  readonly column: string;
  /** In upper case. */
  readonly collation: string;
}

/** A view; without `select` when its text is not understood. */
export interface View {
  readonly name: string;
  readonly columns: readonly string[];
  readonly select?: Select;
  /** The text that the spans of `select` point into. */
  readonly sql: string;
}

/** Reads the schema of an open, migrated database. */
export function readSchema(connection: Connection): Schema {
  const tables = new Map<string, Table>();
  const views = new Map<string, View>();
  const sqlOf = new Map<string, string>();
  const triggers: [table: string, sql: string][] = [];
  const replacingTriggers = new Set<string>();
  for (const [type, name, table, sql] of query(connection, "SELECT type, name, tbl_name, sql FROM sqlite_schema")) {
    if (type === "trigger") {
      triggers.push([String(table).toLowerCase(), String(sql)]);
      if (saysReplace(tokenize(String(sql)))) replacingTriggers.add(String(name));
    } else if (type !== "index") sqlOf.set(String(name).toLowerCase(), String(sql));
  }
  const list = query(connection, "SELECT name, type, wr FROM pragma_table_list WHERE schema = 'main' ORDER BY name");
  for (const [listed, type, withoutRowid] of list) {
    const name = String(listed);
    const key = name.toLowerCase();
    const sql = sqlOf.get(key) ?? "";
    if (type === "view") {
      const columns = query(connection, "SELECT name FROM pragma_table_xinfo(?1)", name).map(([column]) =>
        String(column)
      );
      views.set(key, { name, columns, select: readViewSelect(sql), sql });
      continue;
    }
    const text = readCreateTable(type === "table" ? sql : "");
    const own = triggers.filter(([table]) => table === key).map(([, body]) => body);
    const maySkipRows = text.ignoresConflicts || own.some(raisesIgnore);
    const { replacesConflicts } = text;
    const table = { ...readTable(connection, name, text, withoutRowid === 0), maySkipRows, replacesConflicts };
    for (const [called, promised] of namedTables(table)) tables.set(called, promised);
  }
  return { tables, views, replacingTriggers };
}

function readTable(
  connection: Connection,
  name: string,
  text: TableText,
  hasRowid: boolean,
): Omit<Table, "maySkipRows" | "replacesConflicts"> {
  const indexes = query(connection, 'SELECT name, "unique", origin, partial FROM pragma_index_list(?1)', name);
  const rows = query(
    connection,
    'SELECT name, type, "notnull", pk, hidden, dflt_value FROM pragma_table_xinfo(?1)',
    name,
  );
  const primary = rows.filter(([, , , pk]) => Number(pk) > 0);
  // Only a literal INTEGER PRIMARY KEY is the rowid itself; every other primary key has an index of its own.
  const isAlias = hasRowid && primary.length === 1 && !indexes.some(([, , origin]) => origin === "pk");
  const names = new Set(rows.map(([column]) => String(column).toLowerCase()));
  const columns = rows.map(([column, declared, notNull, pk, hidden, initial]): Column => {
    const key = String(column).toLowerCase();
    const alias = isAlias && Number(pk) > 0;
    return {
      name: String(column),
      type: refine(typeOfColumn(String(declared)), text.values.get(key)),
      nullable: notNull === 0 && !alias,
      acceptsNull: notNull === 0 || alias,
      isRequired: notNull === 1 && initial === null && !alias && hidden === 0,
      hidden: hidden === 1,
      generated: hidden === 2 || hidden === 3,
      // A virtual table makes its hidden columns, such as the one of MATCH, of whatever else it has.
      generatedFrom: hidden === 1 ? names : text.generatedFrom.get(key) ?? new Set(),
      collation: text.collations.get(key) ?? "BINARY",
    };
  });
  const keys = indexes.filter(([, unique, , partial]) => unique === 1 && partial === 0)
    .map(([index]) => readKey(connection, String(index)))
    .filter((key) => key.length > 0);
  // A column of that name hides the real one, and is as unique as any other.
  if (hasRowid && !names.has("rowid")) keys.push([{ column: "rowid", collation: "BINARY" }]);
  if (isAlias) keys.push([{ column: String(primary[0][0]).toLowerCase(), collation: "BINARY" }]);
  return { name, columns, keys, hasRowid };
}

/** The columns of a unique index; none for an index over an expression. */
function readKey(connection: Connection, index: string): KeyPart[] {
  const parts = query(connection, 'SELECT name, coll FROM pragma_index_xinfo(?1) WHERE "key" = 1', index);
  if (parts.some(([column]) => column === null)) return [];
  return parts.map(([column, collation]) => ({
    column: String(column).toLowerCase(),
    collation: String(collation).toUpperCase(),
  }));
}

function refine(type: SqlType, values: readonly string[] | undefined): SqlType {
  return type.kind === "text" && values !== undefined ? { kind: "text", values } : type;
}

function readViewSelect(sql: string): Select | undefined {
  const cursor = new Cursor(tokenize(sql));
  try {
    while (!cursor.takes("VIEW")) cursor.next();
    cursor.takes("IF", "NOT", "EXISTS");
    cursor.name();
    if (cursor.takes(".")) cursor.name();
    parseNames(cursor);
    cursor.expect("AS");
    return parseSelect(readingOf(cursor));
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    return undefined;
  }
}

/** Whether a statement or a trigger says that rows in the way of another one are deleted. */
export function saysReplace(tokens: readonly Token[]): boolean {
  return hasWords(tokens, ["OR", "REPLACE"]) || hasWords(tokens, ["REPLACE", "INTO"]);
}

function raisesIgnore(trigger: string): boolean {
  const words = tokenize(trigger).filter((token) => token.kind === "word").map((token) => token.text.toUpperCase());
  return words.some((word, at) => word === "RAISE" && words[at + 1] === "IGNORE");
}

function query(connection: Connection, sql: string, ...values: string[]): SqlValue[][] {
  return connection.prepare(sql).all(values);
}
