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
  /** One statement. Its parameters are positions: `?1`, `?2`, … */
  readonly sql: string;
  /** Whether a read of it leaves the main thread: `-- slow`. @default {false} */
  readonly slow?: boolean;
  /** Turns one row (values in column order) into the typed object. Throws naming query and column on a wrong type. */
  row(values: readonly SqlValue[]): Row;
  /**
   * The columns that its result depends on, by table, also through views and triggers. The rows of every table count
   * besides: `[]` stands for a table of which only the number of rows matters. Absent when it is not known.
   */
  readonly reads?: Readonly<Record<string, readonly string[]>>;
  /** What it may change, by table, also through triggers and the actions of foreign keys. */
  readonly writes?: Readonly<Record<string, TableChange>>;
}

/** What a statement may do to the rows of one table. */
export interface TableChange {
  readonly insert?: true;
  /** The columns that it may change in rows that stay. */
  readonly update?: readonly string[];
  readonly delete?: true;
}

/**
 * The values of a query's parameters, by position; or a function that gives them, whose error the query's promise rejects
 * with. Generated functions hand one over, and it answers for its values: each comes from a function of this module that
 * binds (`bindText`, …), so nobody looks at them again.
 */
export type SqlValues = readonly SqlValue[] | (() => readonly SqlValue[]);

/** The values for each of several items; as a function they are bound, as those of {@linkcode SqlValues} are. */
export type SqlItems = readonly (readonly SqlValue[])[] | (() => readonly (readonly SqlValue[])[]);

/** Reads rows. All reads of one handle see the same snapshot. */
export interface Reader {
  /** All rows. Bind integers as `bigint`: SQLite drivers bind a JS number as REAL. */
  all<Row>(query: Query<Row>, values: SqlValues): Promise<Row[]>;
  /** The first row, or `undefined`. */
  first<Row>(query: Query<Row>, values: SqlValues): Promise<Row | undefined>;
}

/** Reads and writes inside one transaction. */
export interface Writer extends Reader {
  /** Runs a statement that gives no rows. */
  run(query: Query<never>, values: SqlValues): Promise<Changes>;
  /** Runs it once for the values of each item: all of them, or none when one fails. */
  runEach(query: Query<never>, items: SqlItems): Promise<Changes>;
  /** The same for a statement that gives rows: those of all items, in the order of the items. */
  allEach<Row>(query: Query<Row>, items: SqlItems): Promise<Row[]>;
  /** Distinguishes the type from {@linkcode Reader}; never read. */
  readonly writable: true;
}

/** What a statement without rows has done. */
export interface Changes {
  /** How many rows were inserted, updated or deleted. */
  readonly changes: number;
  /** The rowid of the newest insert on the connection; a `bigint` only when it is not safe. */
  readonly lastInsertRowid: number | bigint;
}

/** A database library behind Rally: Deno's built-in `node:sqlite`, or another one given by the app. */
export interface Driver {
  /** For messages, e.g. `node:sqlite`. */
  readonly name: string;
  /** Opens a file (made when it is missing, unless `readOnly`) or `:memory:`, in defensive mode where there is one. */
  open(path: string, options: { readonly readOnly: boolean }): Connection;
  /** Starts a thread that reads a file. Without it slow reads run where every other does. */
  openThread?(path: string): ReadingThread;
}

/**
 * A connection that reads, on a thread of its own. Nothing can interrupt a statement that runs there; the process may
 * end before it has.
 */
export interface ReadingThread {
  /** Whether it has ended by itself, e.g. for want of memory: it reads nothing any more. */
  readonly isGone: boolean;
  /** Reads all rows, and gives them part by part. It is asked for one statement at a time. */
  read(sql: string, values: readonly SqlValue[], part: (rows: SqlValue[][]) => void): Promise<void>;
  /** Ends it. */
  close(): void;
}

/** One open connection. All calls are synchronous. */
export interface Connection {
  /** Prepares one statement; several, or none, are an error. */
  prepare(sql: string, options?: PrepareOptions): Statement;
  /** Runs one or more statements without values or rows. */
  exec(sql: string): void;
  /** Whether a transaction is open: SQLite may end one by itself after an error. */
  readonly inTransaction: boolean;
  /** Closes it; a second call does nothing. */
  close(): void;
}

/** What is known of a statement before it is prepared. */
export interface PrepareOptions {
  /**
   * Whether its values are given by functions that bind: as many as it has parameters, each of which SQLite stores as it
   * is. The driver need not look at them again then. @default false
   */
  readonly isBound?: boolean;
}

/**
 * One prepared statement. Rows are arrays in column order.
 *
 * A `bigint` is bound as INTEGER and a `number` as REAL, also when it is whole: only the generated code knows whether a
 * parameter is an integer, and 5 must stay 5.0 where a REAL is meant (`5 / 2` is 2). Values that SQLite would store as
 * something else (`undefined`, `NaN`, a `Date`, text with NUL, …) throw a `TypeError` that names the parameter.
 */
export interface Statement {
  /** All rows. */
  all(values: readonly SqlValue[]): SqlValue[][];
  /** The first row, or `undefined`. What the statement writes is written as a whole. */
  get(values: readonly SqlValue[]): SqlValue[] | undefined;
  /** Runs it and leaves its rows, if any. */
  run(values: readonly SqlValue[]): Changes;
  /** The result columns with the table columns they come from; `null` for expressions. */
  columns(): ColumnOrigin[];
}

/** Where a result column comes from. */
export interface ColumnOrigin {
  /** The name in the result: an alias where there is one. */
  readonly name: string;
  /** The table, also through views, joins and subqueries. */
  readonly table: string | null;
  /** The table's own name of the column. */
  readonly column: string | null;
  /** The declared type of the table's column, e.g. `INTEGER`. */
  readonly declaredType: string | null;
}
