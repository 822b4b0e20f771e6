/**
 * Finds foreign keys without an index: each delete or change of a row that they refer to, and each join from its side,
 * reads the whole table.
 */
import type { Connection } from "../../db/types.ts";
import { splitStatements } from "../../db/sql_text.ts";
import type { SourceFile } from "../files.ts";
import type { Problem } from "../problem.ts";
import { problemAt } from "./position.ts";
import { nameOf, tokenize } from "./tokenize.ts";

/** A problem for each foreign key of the app's tables that no index begins with, in the file that declares it. */
export function adviseForeignKeys(connection: Connection, migrations: readonly SourceFile[]): Problem[] {
  const tables = connection.prepare(TABLES).all([]).map(([name]) => String(name));
  return tables.flatMap((table) => {
    const indexes = indexesOf(connection, table);
    return foreignKeysOf(connection, table)
      .filter(({ columns }) => !indexes.some((index) => beginsWith(index, columns)))
      .map((key) => problemOf(table, key, migrations));
  });
}

interface ForeignKey {
  readonly columns: readonly string[];
  readonly parent: string;
}

const TABLES = `
  SELECT name FROM pragma_table_list
  WHERE schema = 'main' AND type = 'table' AND substr(name, 1, 7) NOT IN ('sqlite_', '_rally_') ORDER BY name`;

function foreignKeysOf(connection: Connection, table: string): ForeignKey[] {
  const rows = connection.prepare('SELECT id, "from", "table" FROM pragma_foreign_key_list(?1) ORDER BY id, seq')
    .all([table]);
  return [...Map.groupBy(rows, ([id]) => id).values()].map((parts) => ({
    columns: parts.map(([, from]) => String(from)),
    parent: String(parts[0][2]),
  }));
}

/** The columns of each index, and of a primary key that is the rowid itself. */
function indexesOf(connection: Connection, table: string): string[][] {
  const indexes = connection.prepare("SELECT name FROM pragma_index_list(?1) WHERE partial = 0").all([table]);
  const primary = connection.prepare("SELECT name FROM pragma_table_xinfo(?1) WHERE pk > 0 ORDER BY pk").all([table]);
  const columnsOf = connection.prepare('SELECT name FROM pragma_index_xinfo(?1) WHERE "key" = 1');
  return [
    primary.map(([name]) => String(name)),
    ...indexes.map(([index]) => columnsOf.all([index]).map(([name]) => String(name))),
  ];
}

function beginsWith(index: readonly string[], columns: readonly string[]): boolean {
  const first = index.slice(0, columns.length).map((name) => name.toLowerCase());
  return columns.every((column) => first.includes(column.toLowerCase()));
}

function problemOf(table: string, { columns, parent }: ForeignKey, migrations: readonly SourceFile[]): Problem {
  const message = `The foreign key ${table} (${
    columns.join(", ")
  }) has no index: each change of "${parent}" reads all of it`;
  const hint = `Write a migration: CREATE INDEX ${table}_by_${columns.join("_")} ON ${table} (${columns.join(", ")});`;
  const { file, at } = declarationOf(table, columns[0], migrations);
  return problemAt(file, at, [message, hint]);
}

/** Where the column was declared last: a table may have been made under another name and renamed. */
function declarationOf(table: string, column: string, migrations: readonly SourceFile[]) {
  const places = migrations.toSorted((left, right) => left.path < right.path ? 1 : -1).flatMap((file) =>
    splitStatements(file.text).toReversed().flatMap(({ text, at }) => {
      const names = tokenize(text).filter(({ kind }) => kind !== "space" && kind !== "comment");
      const found = names.find((token) => nameOf(token).toLowerCase() === column.toLowerCase());
      const first = names[0]?.text.toUpperCase();
      if (found === undefined || (first !== "CREATE" && first !== "ALTER")) return [];
      const isNamed = names.some((token) => nameOf(token).toLowerCase() === table.toLowerCase());
      const isTable = names[1]?.text.toUpperCase() === "TABLE";
      return isTable ? [{ file, at: at + found.start, isNamed }] : [];
    })
  );
  return places.find(({ isNamed }) => isNamed) ?? places[0] ?? { file: migrations[0], at: 0 };
}
