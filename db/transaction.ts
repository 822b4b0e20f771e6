/**
 * What reading and writing have in common: a transaction that begins at its first query, and the handle through which
 * app code runs queries in it. `reads.ts` and `turn.ts` say how one begins and ends.
 *
 * @module
 */
import { mapSqliteError, TransactionEnded } from "./errors.ts";
import type { PreparedConnection } from "./prepared_connection.ts";
import type { SlowReads } from "./slow_reads.ts";
import type { Changes, Query, SqlItems, SqlValue, SqlValues, Statement, Writer } from "./types.ts";

/** A transaction that takes its connection when the first query asks for it. */
export class Transaction {
  /** The connection while queries may run; before and after, they go through {@linkcode enter}. */
  connection: PreparedConnection | undefined = undefined;
  readonly #begin: () => PreparedConnection | Promise<PreparedConnection>;
  #entering: Promise<PreparedConnection> | undefined = undefined;
  #held: PreparedConnection | undefined = undefined;
  #failure: Error | undefined = undefined;
  #over = false;

  /** @param begin Takes a connection and begins. Called at most once. */
  constructor(begin: () => PreparedConnection | Promise<PreparedConnection>) {
    this.#begin = begin;
  }

  /** Whether a statement that may change data was run. */
  get wrote(): boolean {
    return this.connection?.wrote ?? false;
  }

  /** Why nothing of it can be saved, once that is so. */
  get failure(): Error | undefined {
    return this.#failure;
  }

  /** Begins, once, and at once where nobody is in the way. Throws when it is over. */
  enter(): PreparedConnection | Promise<PreparedConnection> {
    this.requireOpen();
    if (this.#entering !== undefined) return this.#entering;
    try {
      const begun = this.#begin();
      if (!(begun instanceof Promise)) return this.#entered(begun);
      return this.#entering = begun.then(
        (connection) => this.#entered(connection),
        (error) => this.#cannotEnter(error),
      );
    } catch (error) {
      return this.#cannotEnter(error);
    }
  }

  /** Throws when it is over. */
  requireOpen(): void {
    if (this.#failure !== undefined) throw this.#failure;
    if (this.#over) {
      throw new TransactionEnded(
        "Cannot run a query: the transaction handle outlives its transaction\n" +
          "hint: await every query before the function that was given the handle returns",
      );
    }
  }

  /** Waits until a query that nobody awaits has begun the transaction: such a query still belongs to it. */
  settle(): Promise<unknown> | undefined {
    return this.#entering?.catch(() => {});
  }

  /** Nothing of it can be saved: every later query throws `failure`. The connection stays taken until the end. */
  fail(failure: Error): void {
    this.connection = undefined;
    this.#failure ??= failure;
  }

  /** Ends it: every later query throws. Gives the connection that was taken, once. */
  end(): PreparedConnection | undefined {
    const held = this.#held;
    this.connection = undefined;
    this.#held = undefined;
    this.#over = true;
    return held;
  }

  /** The error to throw for a query that failed, at one of several items. */
  failed(error: unknown, query: Query<unknown>, item?: number): unknown {
    const mapped = mapSqliteError(error, `Query "${query.name}"${item === undefined ? "" : ` for items[${item}]`}`);
    if (this.#held !== undefined && !this.#held.connection.inTransaction) {
      // After some errors (disk full, I/O, ON CONFLICT ROLLBACK) SQLite rolls back by itself: a next statement would
      // be a transaction of its own, and saved.
      const message = `SQLite rolled the transaction back when query "${query.name}" failed: nothing of it is saved`;
      this.fail(new TransactionEnded(message, { cause: mapped }));
    }
    return mapped;
  }

  #entered(connection: PreparedConnection): PreparedConnection {
    connection.wrote = false;
    return this.connection = this.#held = connection;
  }

  #cannotEnter(error: unknown): never {
    this.fail(error instanceof Error ? error : new Error(String(error)));
    throw error;
  }
}

/** The handle through which app code runs queries in a transaction. A reader's connection refuses `run`. */
export class Handle implements Writer {
  readonly #transaction: Transaction;
  readonly #slow: SlowReads | undefined;

  /** @param slow Where reads of slow queries go; without it they are part of the transaction, as all others. */
  constructor(transaction: Transaction, slow?: SlowReads) {
    this.#transaction = transaction;
    this.#slow = slow;
  }

  get writable(): true {
    return true;
  }

  async all<Row>(query: Query<Row>, values: SqlValues): Promise<Row[]> {
    const bound = typeof values === "function" ? values() : values;
    if (query.slow === true && this.#slow !== undefined) return await this.#readSlowly(this.#slow, query, bound);
    const connection = this.#transaction.connection ?? await this.#transaction.enter();
    let rows: SqlValue[][];
    try {
      rows = connection.statement(query, values).all(bound);
    } catch (error) {
      throw this.#transaction.failed(error, query);
    }
    const result = new Array<Row>(rows.length);
    for (let i = 0; i < rows.length; i++) result[i] = query.row(rows[i]);
    return result;
  }

  // Not `async` where nothing is waited for: beside a get by key the state of an async function counts (`bench sql`).
  first<Row>(query: Query<Row>, values: SqlValues): Promise<Row | undefined> {
    const { connection } = this.#transaction;
    if (connection === undefined || query.slow === true) return this.#firstLater(query, values);
    try {
      const bound = typeof values === "function" ? values() : values;
      return Promise.resolve(this.#firstOn(connection, query, values, bound));
    } catch (error) {
      return Promise.reject(error);
    }
  }

  async run(query: Query<never>, values: SqlValues): Promise<Changes> {
    const bound = typeof values === "function" ? values() : values;
    const connection = this.#transaction.connection ?? await this.#transaction.enter();
    try {
      return connection.statement(query, values).run(bound);
    } catch (error) {
      throw this.#transaction.failed(error, query);
    }
  }

  async runEach(query: Query<never>, items: SqlItems): Promise<Changes> {
    let changes = 0;
    let lastInsertRowid: number | bigint = 0;
    await this.#each(query, items, (statement, values) => {
      const done = statement.run(values);
      changes += done.changes;
      lastInsertRowid = done.lastInsertRowid;
    });
    return { changes, lastInsertRowid };
  }

  async allEach<Row>(query: Query<Row>, items: SqlItems): Promise<Row[]> {
    const result: Row[] = [];
    await this.#each(query, items, (statement, values) => {
      for (const row of statement.all(values)) result.push(query.row(row));
    });
    return result;
  }

  async #firstLater<Row>(query: Query<Row>, values: SqlValues): Promise<Row | undefined> {
    const bound = typeof values === "function" ? values() : values;
    if (query.slow === true && this.#slow !== undefined) return (await this.#readSlowly(this.#slow, query, bound))[0];
    const connection = this.#transaction.connection ?? await this.#transaction.enter();
    return this.#firstOn(connection, query, values, bound);
  }

  #firstOn<Row>(
    connection: PreparedConnection,
    query: Query<Row>,
    values: SqlValues,
    bound: readonly SqlValue[],
  ): Row | undefined {
    let row: SqlValue[] | undefined;
    try {
      row = connection.statement(query, values).get(bound);
    } catch (error) {
      throw this.#transaction.failed(error, query);
    }
    return row === undefined ? undefined : query.row(row);
  }

  /** In a savepoint: code that catches the error of one item must not keep those before it. */
  async #each(query: Query<unknown>, items: SqlItems, step: Step): Promise<void> {
    const bound = typeof items === "function" ? items() : items;
    this.#transaction.requireOpen();
    if (bound.length === 0) return;
    const prepared = this.#transaction.connection ?? await this.#transaction.enter();
    const statement = this.#prepareEach(prepared, query, items);
    const { connection } = prepared;
    let at = 0;
    try {
      for (; at < bound.length; at++) step(statement, bound[at]);
      connection.exec("RELEASE each_item");
    } catch (error) {
      if (connection.inTransaction) connection.exec("ROLLBACK TO each_item; RELEASE each_item");
      throw this.#transaction.failed(error, query, at);
    }
  }

  #prepareEach(prepared: PreparedConnection, query: Query<unknown>, items: SqlItems): Statement {
    try {
      const statement = prepared.statement(query, items);
      prepared.connection.exec("SAVEPOINT each_item");
      return statement;
    } catch (error) {
      throw this.#transaction.failed(error, query);
    }
  }

  #readSlowly<Row>(slow: SlowReads, query: Query<Row>, values: readonly SqlValue[]): Promise<Row[]> {
    this.#transaction.requireOpen();
    return slow.all(query, values);
  }
}

type Step = (statement: Statement, values: readonly SqlValue[]) => void;
