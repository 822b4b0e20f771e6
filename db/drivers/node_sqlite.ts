/**
 * The default driver: `node:sqlite`, the SQLite that is built into Deno. Used by `openDatabase` and by code generation.
 *
 * @module
 */
import { DatabaseSync, type DatabaseSyncOptions, type StatementSync } from "node:sqlite";
import type { Changes, ColumnOrigin, Connection, Driver, PrepareOptions, SqlValue, Statement } from "../types.ts";
import { openNodeThread } from "./node_thread.ts";
import { scanSql, type SqlScan } from "../sql_text.ts";
import { checkIntegers, checkValues } from "./values.ts";

/**
 * SQLite as it is built into Deno, in defensive mode.
 *
 * @example
 * ```ts
 * import { nodeSqlite } from "@rally/rally/db";
 *
 * const connection = nodeSqlite.open(":memory:", { readOnly: false });
 * connection.prepare("SELECT ?1 + 1").get([41n]); // [42]
 * connection.close();
 * ```
 */
export const nodeSqlite: Driver = {
  name: "node:sqlite",
  open(path, { readOnly }) {
    const options: Options = { readOnly, defensive: true, timeout: 0 };
    return new NodeConnection(new DatabaseSync(path, options));
  },
  openThread: openNodeThread,
};

/** One thing that a statement does with a table, triggers, views and foreign keys included. */
export interface TableAccess {
  readonly action: "read" | "insert" | "update" | "delete";
  readonly table: string;
  /** Of a read or an update. Empty for a table of which only the number of rows matters. */
  readonly column: string;
  /** False where only the statement's own name is told, which may be that of a view or a CTE. */
  readonly isResolved: boolean;
  /** The trigger, view or CTE that does it, if the statement does not do it itself. */
  readonly by: string | null;
}

/** What a statement does with tables, as SQLite tells it when it prepares one: only this driver can ask it that. */
export function accessesOf(connection: Connection, sql: string): TableAccess[] {
  return NodeConnection.accessesOf(connection, sql);
}

// Deno 2.9 has all of these; its types do not list them yet.
type Authorizer = (action: number, first: string, second: string, schema: string, by: string | null) => number;
type Authorizing = { setAuthorizer(authorizer: Authorizer | null): void };
type Options = DatabaseSyncOptions & { readonly defensive: boolean };
type ArrayStatement = StatementSync & { setReturnArrays(enabled: boolean): void };

// https://sqlite.org/c3ref/c_alter_table.html
const ACTIONS: Readonly<Record<number, TableAccess["action"]>> = {
  9: "delete",
  18: "insert",
  20: "read",
  23: "update",
};
const ALLOWED = 0;

class NodeConnection implements Connection {
  readonly #database: DatabaseSync;
  readonly #lastRowid = (): bigint => {
    const statement = this.#database.prepare("SELECT last_insert_rowid() AS id");
    statement.setReadBigInts(true);
    return statement.get()?.id as bigint;
  };

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  prepare(sql: string, { isBound = false }: PrepareOptions = {}): Statement {
    const scan = scanSql(sql);
    if (scan.first === "") throw new TypeError("Cannot prepare SQL: got no statement, expected one");
    if (scan.trailing) {
      throw new TypeError(
        "Cannot prepare SQL: got several statements, expected one\nhint: use `exec`, or prepare each",
      );
    }
    return new NodeStatement(this.#database.prepare(sql) as ArrayStatement, {
      scan,
      isBound,
      lastRowid: this.#lastRowid,
    });
  }

  exec(sql: string): void {
    this.#database.exec(sql);
  }

  get inTransaction(): boolean {
    return this.#database.isOpen && this.#database.isTransaction;
  }

  close(): void {
    if (this.#database.isOpen) this.#database.close();
  }

  static accessesOf(connection: Connection, sql: string): TableAccess[] {
    if (!(connection instanceof NodeConnection)) {
      throw new TypeError(
        "Cannot tell what a statement accesses: got another driver's connection, expected node:sqlite's",
      );
    }
    const database = connection.#database as unknown as Authorizing & Pick<DatabaseSync, "prepare">;
    const found: TableAccess[] = [];
    database.setAuthorizer((code, table, column, schema, by) => {
      const action = ACTIONS[code];
      if (action !== undefined) found.push({ action, table, column: column ?? "", isResolved: schema === "main", by });
      return ALLOWED;
    });
    try {
      database.prepare(sql);
    } finally {
      database.setAuthorizer(null);
    }
    return found;
  }
}

interface StatementOptions {
  readonly scan: SqlScan;
  readonly isBound: boolean;
  readonly lastRowid: () => bigint;
}

class NodeStatement implements Statement {
  readonly #statement: ArrayStatement;
  readonly #scan: SqlScan;
  readonly #isBound: boolean;
  // Reading every integer as a bigint costs a quarter of a read of many rows, so a statement starts with numbers and
  // changes over when it meets an integer that is not safe (node:sqlite throws then). A statement that writes must not
  // be run twice for that: when it gives rows, it starts with bigints.
  #bigints: boolean;
  readonly #lastRowid: () => bigint;

  constructor(statement: ArrayStatement, { scan, isBound, lastRowid }: StatementOptions) {
    this.#statement = statement;
    this.#scan = scan;
    this.#isBound = isBound;
    this.#lastRowid = lastRowid;
    this.#statement.setReturnArrays(true);
    this.#bigints = scan.mayWrite && statement.columns().length > 0;
    this.#statement.setReadBigInts(this.#bigints);
  }

  all(values: readonly SqlValue[]): SqlValue[][] {
    this.#check(values);
    try {
      return this.#all(values);
    } catch (error) {
      this.#changeToBigints(error, values);
      return this.#all(values);
    }
  }

  get(values: readonly SqlValue[]): SqlValue[] | undefined {
    this.#check(values);
    try {
      return this.#get(values);
    } catch (error) {
      this.#changeToBigints(error, values);
      return this.#get(values);
    }
  }

  run(values: readonly SqlValue[]): Changes {
    this.#check(values);
    try {
      const { changes, lastInsertRowid } = this.#statement.run(...values);
      // Read as a number, one that is not safe is not exact.
      const rowid = Number.isSafeInteger(lastInsertRowid) ? lastInsertRowid : narrow(this.#lastRowid());
      return { changes: Number(changes), lastInsertRowid: rowid };
    } catch (error) {
      checkIntegers(values);
      throw error;
    }
  }

  columns(): ColumnOrigin[] {
    return this.#statement.columns().map(({ name, table, column, type }) => ({
      name,
      table,
      column,
      declaredType: type,
    }));
  }

  #check(values: readonly SqlValue[]): void {
    if (this.#isBound) return;
    if (this.#scan.named !== null) {
      throw new TypeError(
        `Cannot bind values: got the named parameter "${this.#scan.named}", expected positions\nhint: write ?1, ?2, …`,
      );
    }
    checkValues(values, this.#scan.parameters);
  }

  #all(values: readonly SqlValue[]): SqlValue[][] {
    const rows = this.#statement.all(...values) as unknown as SqlValue[][];
    if (this.#bigints) { for (const row of rows) narrowRow(row); }
    return rows;
  }

  #get(values: readonly SqlValue[]): SqlValue[] | undefined {
    const row = this.#statement.get(...values) as unknown as SqlValue[] | undefined;
    if (this.#bigints && row !== undefined) narrowRow(row);
    return row;
  }

  #changeToBigints(error: unknown, values: readonly SqlValue[]): void {
    if (this.#bigints || !isOutOfRange(error)) {
      checkIntegers(values);
      throw error;
    }
    this.#bigints = true;
    this.#statement.setReadBigInts(true);
  }
}

function narrowRow(row: SqlValue[]): void {
  for (let i = 0; i < row.length; i++) {
    const value = row[i];
    if (typeof value === "bigint") row[i] = narrow(value);
  }
}

function narrow(value: number | bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

function isOutOfRange(error: unknown): boolean {
  return error instanceof RangeError && "code" in error && error.code === "ERR_OUT_OF_RANGE";
}
