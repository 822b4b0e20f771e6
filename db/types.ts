/**
 * The types every other part knows the database by. Generated query functions take a {@linkcode Reader} or a
 * {@linkcode Writer}; drivers implement {@linkcode Driver}.
 *
 * @module
 */

/** What SQLite stores and what a driver gives back. Integers arrive as `bigint` only when they are not safe. */
export type SqlValue = null | number | bigint | string | Uint8Array;

/** One generated query: the statement is prepared once per connection and kept by this object's identity. */
export interface Query<Row> {
  /** The function's name, used in error messages. */
  readonly name: string;
  readonly sql: string;
  /** Turns one row (values in column order) into the typed object. Throws naming query and column on a wrong type. */
  row(values: readonly SqlValue[]): Row;
}

/** Reads rows. All reads of one handle see the same snapshot. */
export interface Reader {
  /** All rows. Bind integers as `bigint`: SQLite drivers bind a JS number as REAL. */
  all<Row>(query: Query<Row>, values: readonly SqlValue[]): Promise<Row[]>;
  /** The first row, or `undefined`. */
  first<Row>(query: Query<Row>, values: readonly SqlValue[]): Promise<Row | undefined>;
}

/** Reads and writes inside one transaction. */
export interface Writer extends Reader {
  /** Runs a statement that gives no rows. */
  run(query: Query<never>, values: readonly SqlValue[]): Promise<Changes>;
  /** Distinguishes the type from {@linkcode Reader}; never read. */
  readonly writable: true;
}

/** What a statement without rows has done. */
export interface Changes {
  readonly changes: number;
  readonly lastInsertRowid: number | bigint;
}

/** A database library behind Rally: Deno's built-in `node:sqlite`, or another one given by the app. */
export interface Driver {
  readonly name: string;
  open(path: string, options: { readonly readOnly: boolean }): Connection;
}

/** One open connection. All calls are synchronous. */
export interface Connection {
  prepare(sql: string): Statement;
  /** Runs one or more statements without values or rows. */
  exec(sql: string): void;
  /** Whether a transaction is open: SQLite may end one by itself after an error. */
  readonly inTransaction: boolean;
  close(): void;
}

/** One prepared statement. Rows are arrays in column order. */
export interface Statement {
  all(values: readonly SqlValue[]): SqlValue[][];
  get(values: readonly SqlValue[]): SqlValue[] | undefined;
  run(values: readonly SqlValue[]): Changes;
  /** The result columns with the table columns they come from; `null` for expressions. */
  columns(): ColumnOrigin[];
}

/** Where a result column comes from. */
export interface ColumnOrigin {
  readonly name: string;
  readonly table: string | null;
  readonly column: string | null;
  /** The declared type of the table's column, e.g. `INTEGER`. */
  readonly declaredType: string | null;
}
