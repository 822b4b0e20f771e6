/**
 * What the tests of this folder share.
 *
 * @module
 */
import { openConnection } from "./connection.ts";
import { nodeSqlite } from "./drivers/node_sqlite.ts";
import { type Database, type DatabaseOptions, openDatabase } from "./open.ts";
import type { Connection, Driver, PrepareOptions, Query, SqlValue, Statement } from "./types.ts";

/** A query whose row is its first column. */
export function query<Row extends SqlValue>(name: string, sql: string): Query<Row> {
  return { name, sql, row: (values) => values[0] as Row };
}

/** A query without rows. */
export function command(name: string, sql: string): Query<never> {
  return {
    name,
    sql,
    row() {
      throw new TypeError("Expected no row");
    },
  };
}

/** Runs `work` with a folder that is gone afterwards. */
export async function withFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = Deno.makeTempDirSync();
  try {
    await work(folder);
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
}

/** Runs `work` with a database that has the table `t (n INTEGER, who TEXT)` and is gone afterwards. */
export async function withDatabase(
  work: (database: Database) => Promise<void>,
  options: DatabaseOptions = {},
): Promise<void> {
  await withFolder(async (folder) => {
    const database = openDatabase(`${folder}/data/app.db`, options);
    database.writer.exec("CREATE TABLE t (n INTEGER, who TEXT)");
    try {
      await work(database);
    } finally {
      database.close();
    }
  });
}

export const insert: Query<never> = command("insertN", "INSERT INTO t (n) VALUES (?1)");
export const numbers: Query<number> = query("numbers", "SELECT n FROM t ORDER BY rowid");
export const count: Query<number> = query("count", "SELECT count(*) FROM t");

/** Lets the event loop turn once. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

/** The default driver, calling `before` each time that a statement with exactly this SQL is to be run. */
export function watchStatements(sql: string, before: () => void): Driver {
  return wrapped((connection, prepared, options) => {
    const statement = connection.prepare(prepared, options);
    if (prepared !== sql) return statement;
    return {
      all: (values) => statement.all(values),
      get: (values) => statement.get(values),
      columns: () => statement.columns(),
      run(values) {
        before();
        return statement.run(values);
      },
    };
  });
}

/** The default driver, telling each statement that is prepared. */
export function watchPrepares(prepared: (sql: string) => void): Driver {
  return wrapped((connection, sql, options) => {
    prepared(sql);
    return connection.prepare(sql, options);
  });
}

function wrapped(prepare: (connection: Connection, sql: string, options?: PrepareOptions) => Statement): Driver {
  return {
    name: "wrapped",
    open(path, mode) {
      const connection = nodeSqlite.open(path, mode);
      return {
        prepare: (sql, options) => prepare(connection, sql, options),
        exec: (sql) => connection.exec(sql),
        get inTransaction() {
          return connection.inTransaction;
        },
        close: () => connection.close(),
      };
    },
  };
}

/** Makes a database of many pages and overwrites one in its middle, which no query of its first rows notices. */
export function damage(path: string): void {
  const connection = openConnection(path);
  connection.exec(
    "CREATE TABLE big (text TEXT); WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 1000) " +
      "INSERT INTO big SELECT hex(zeroblob(100)) FROM n",
  );
  connection.close();
  const file = Deno.openSync(path, { write: true });
  file.seekSync(4096 * 8, Deno.SeekMode.Start);
  file.writeSync(new Uint8Array(4096).fill(0x5a));
  file.close();
}
