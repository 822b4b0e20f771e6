/**
 * A driver over `@db/sqlite`, SQLite as a native library. The app passes its class in, so that nobody else has to
 * install it. `docs/how_to/choose_a_driver.md` says who wants it.
 *
 * @module
 */
import { scanSql, type SqlScan, sqlTokens } from "../sql_text.ts";
import type { Changes, ColumnOrigin, Connection, Driver, PrepareOptions, SqlValue, Statement } from "../types.ts";
import { checkIntegers, checkValues } from "./values.ts";

/** What Rally uses of the class `Database` of `@db/sqlite`. */
export type DbSqliteClass = new (
  path: string,
  options: { readonly: boolean; int64: boolean; parseJson: boolean },
) => DbSqliteDatabase;

/** An open database of `@db/sqlite`. */
export interface DbSqliteDatabase {
  /** Whether a transaction is open. */
  readonly inTransaction: boolean;
  /** The rowid of the newest insert, rounded. */
  readonly lastInsertRowId: number;
  /** Prepares one statement. */
  prepare(sql: string): DbSqliteStatement;
  /** Runs statements. */
  exec(sql: string): unknown;
  /** Closes it; a statement must not be used after that. */
  close(): void;
}

/** A prepared statement of `@db/sqlite`. */
export interface DbSqliteStatement {
  /** All rows as arrays. */
  values(...values: SqlValue[]): unknown[][];
  /** The first row as an array. */
  value(...values: SqlValue[]): unknown[] | undefined;
  /** How many rows were changed. */
  run(...values: SqlValue[]): number;
  /** The names of the result columns. */
  columnNames(): string[];
}

/**
 * The driver for `@db/sqlite`, version 0.13.
 *
 * @example
 * ```ts ignore
 * import { Database } from "jsr:@db/sqlite@0.13";
 * import { dbSqlite } from "@rally/rally/db";
 * import { serve } from "@rally/rally/server";
 * import { app } from "./generated/app.ts";
 *
 * await serve(app, { driver: dbSqlite(Database) });
 * ```
 */
export function dbSqlite(Database: DbSqliteClass): Driver {
  return {
    name: "@db/sqlite",
    open(path, { readOnly }) {
      // Without int64 integers are cut to 32 bits; with parseJson a JSON text is read as what it holds.
      return new DbConnection(tagged(() => new Database(path, { readonly: readOnly, int64: true, parseJson: false })));
    },
  };
}

class DbConnection implements Connection {
  readonly #database: DbSqliteDatabase;
  #isOpen = true;

  constructor(database: DbSqliteDatabase) {
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
    return new DbStatement(() => this.#open(), { sql, scan, isBound });
  }

  exec(sql: string): void {
    tagged(() => this.#open().exec(sql));
  }

  get inTransaction(): boolean {
    return this.#isOpen && this.#database.inTransaction;
  }

  close(): void {
    if (this.#isOpen) this.#database.close();
    this.#isOpen = false;
  }

  // The library would go on with memory that is freed.
  #open(): DbSqliteDatabase {
    if (!this.#isOpen) throw new Error("Cannot use the connection: it is closed");
    return this.#database;
  }
}

interface StatementOptions {
  readonly sql: string;
  readonly scan: SqlScan;
  readonly isBound: boolean;
}

class DbStatement implements Statement {
  readonly #database: () => DbSqliteDatabase;
  readonly #sql: string;
  readonly #scan: SqlScan;
  readonly #isBound: boolean;
  readonly #plain: DbSqliteStatement;
  // By the positions that are REAL although their values are whole.
  readonly #withReals = new Map<string, DbSqliteStatement>();

  constructor(database: () => DbSqliteDatabase, { sql, scan, isBound }: StatementOptions) {
    this.#database = database;
    this.#sql = sql;
    this.#scan = scan;
    this.#isBound = isBound;
    this.#plain = tagged(() => database().prepare(sql));
  }

  all(values: readonly SqlValue[]): SqlValue[][] {
    return this.#with(values, (statement, bound) => statement.values(...bound) as SqlValue[][]);
  }

  get(values: readonly SqlValue[]): SqlValue[] | undefined {
    return this.#with(values, (statement, bound) => statement.value(...bound) as SqlValue[] | undefined);
  }

  run(values: readonly SqlValue[]): Changes {
    const changes = this.#with(values, (statement, bound) => statement.run(...bound));
    const rowid = this.#database().lastInsertRowId;
    return { changes, lastInsertRowid: Number.isSafeInteger(rowid) ? rowid : this.#exactRowid() };
  }

  columns(): ColumnOrigin[] {
    this.#database();
    return this.#plain.columnNames().map((name) => ({ name, table: null, column: null, declaredType: null }));
  }

  #exactRowid(): number | bigint {
    return this.#database().prepare("SELECT last_insert_rowid()").value()?.[0] as number | bigint;
  }

  #with<T>(values: readonly SqlValue[], use: (statement: DbSqliteStatement, bound: SqlValue[]) => T): T {
    const database = this.#database();
    if (!this.#isBound) this.#check(values);
    // The library binds a whole number as INTEGER, where 5 / 2 is 2.
    const reals = values.flatMap((value, at) => Number.isInteger(value) ? [at + 1] : []);
    return tagged(() => {
      if (reals.length === 0) return use(this.#plain, [...values]);
      return use(this.#statementWith(reals, database), values.map(wholeAsText));
    });
  }

  #check(values: readonly SqlValue[]): void {
    if (this.#scan.named !== null) {
      throw new TypeError(
        `Cannot bind values: got the named parameter "${this.#scan.named}", expected positions\nhint: write ?1, ?2, …`,
      );
    }
    checkValues(values, this.#scan.parameters);
    checkIntegers(values);
  }

  #statementWith(reals: readonly number[], database: DbSqliteDatabase): DbSqliteStatement {
    const key = reals.join();
    const known = this.#withReals.get(key);
    if (known !== undefined) return known;
    const statement = database.prepare(castParameters(this.#sql, new Set(reals)));
    this.#withReals.set(key, statement);
    return statement;
  }
}

/** A whole number as a text that is cast to REAL, which has room for those beyond 64 bits. */
function wholeAsText(value: SqlValue): SqlValue {
  return Number.isInteger(value) ? String(value) : value;
}

/** Casts the parameters at these positions to REAL. The sign takes the affinity of the cast away: a parameter has none. */
function castParameters(sql: string, positions: ReadonlySet<number>): string {
  let text = "";
  let end = 0;
  let highest = 0;
  for (const token of sqlTokens(sql)) {
    if (!token.text.startsWith("?")) continue;
    const position = token.text === "?" ? highest + 1 : Number(token.text.slice(1));
    highest = Math.max(highest, position);
    const written = positions.has(position) ? `(+CAST(?${position} AS REAL))` : `?${position}`;
    text += sql.slice(end, token.at) + written;
    end = token.at + token.text.length;
  }
  return text + sql.slice(end);
}

/** The library's errors are known by their texts alone; this says that they are SQLite's. */
function tagged<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Error && !("code" in error)) Object.assign(error, { code: "ERR_SQLITE_ERROR" });
    throw error;
  }
}
