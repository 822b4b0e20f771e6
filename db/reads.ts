/**
 * Read transactions: each sees one snapshot of what is committed, on a connection of its own.
 *
 * @module
 */
import { DatabaseBusy, mapSqliteError } from "./errors.ts";
import { Pool } from "./pool.ts";
import { NO_VALUES, PreparedConnection } from "./prepared_connection.ts";
import type { SlowReads } from "./slow_reads.ts";
import { Handle, Transaction } from "./transaction.ts";
import type { Connection, Reader } from "./types.ts";

/** How many connections read at once, and how long a read waits for one. */
export interface ReadsOptions {
  readonly open: () => Connection;
  readonly limit: number;
  readonly patience: number;
  /** Where slow queries are read; without it, where every other is. */
  readonly slow?: SlowReads | undefined;
}

/** The connections that read. */
export class Reads {
  readonly #pool: Pool<PreparedConnection>;
  readonly #slow: SlowReads | undefined;

  constructor({ open, limit, patience, slow }: ReadsOptions) {
    this.#slow = slow;
    // A read inside a read needs two connections: with a bound on them, waiting without one could be a deadlock.
    const error = () =>
      new DatabaseBusy(
        `Cannot begin a read: all ${limit} readers were in use for ${patience} ms\n` +
          "hint: reads keep their reader until `load` returns: keep slow outside work out of it",
      );
    this.#pool = new Pool({
      create: () => new PreparedConnection(open(), "BEGIN"),
      dispose: (reader) => reader.connection.close(),
      limit,
      patience: { milliseconds: patience, error },
    });
  }

  /** Runs `work` in one read transaction, begun at its first query. A slow query sees a snapshot of its own. */
  async read<T>(work: (db: Reader) => T | Promise<T>): Promise<T> {
    const transaction = new Transaction(() => this.#begin());
    try {
      return await work(new Handle(transaction, this.#slow));
    } finally {
      await transaction.settle();
      this.#end(transaction);
    }
  }

  close(): void {
    this.#slow?.close();
    this.#pool.close();
  }

  #begin(): PreparedConnection | Promise<PreparedConnection> {
    const reader = this.#pool.take();
    return reader instanceof Promise ? reader.then((free) => this.#beginOn(free)) : this.#beginOn(reader);
  }

  #beginOn(reader: PreparedConnection): PreparedConnection {
    try {
      reader.begin.run(NO_VALUES);
      return reader;
    } catch (error) {
      this.#pool.give(reader);
      throw mapSqliteError(error, "Beginning a read");
    }
  }

  #end(transaction: Transaction): void {
    const reader = transaction.end();
    if (reader === undefined) return;
    try {
      if (reader.connection.inTransaction) reader.rollback.run(NO_VALUES);
    } finally {
      this.#pool.give(reader);
    }
  }
}
