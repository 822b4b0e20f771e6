/**
 * What SQLite promises of its own tables, which are declared with less: https://sqlite.org/schematab.html and
 * https://sqlite.org/autoinc.html. Only `sqlite_schema` is kept by SQLite alone; into `sqlite_sequence` an app may write
 * what it likes, as into every ordinary table.
 */
import { certain, type Inferred, INTEGER, maybe, TEXT } from "./sql_type.ts";
import type { Table } from "./schema.ts";

const PROMISES: Readonly<Record<string, Readonly<Record<string, Inferred>>>> = {
  sqlite_schema: {
    type: certain({ kind: "text", values: ["table", "index", "view", "trigger"] }),
    name: certain(TEXT),
    tbl_name: certain(TEXT),
    // 0 or NULL for what has no pages of its own.
    rootpage: maybe(INTEGER),
    // NULL for the index of a UNIQUE rule.
    sql: maybe(TEXT),
  },
  sqlite_sequence: { name: maybe(TEXT), seq: maybe(INTEGER) },
};

/** The tables that a table stands for by its names in lower case, with what SQLite promises of them. */
export function namedTables(table: Table): [name: string, Table][] {
  const name = table.name.toLowerCase();
  const promises = PROMISES[name] ?? {};
  const columns = table.columns.map((column) => ({ ...column, ...promises[column.name] }));
  if (name !== "sqlite_schema") return [[name, { ...table, columns }]];
  // SQLite itself goes by the older name, e.g. in what it says of the columns of a result.
  const older = { ...table, name: "sqlite_master", columns };
  return [[name, older], [older.name, older]];
}
