/**
 * One write transaction's turn with the writer: how it begins, commits and rolls back, and how long it may take. Used
 * by `writes.ts` alone. Group commit belongs here and nowhere else: `#begin` would open a savepoint in a transaction
 * that waiting turns share, and `commit` would call the `committed` functions of all of them after their one COMMIT.
 *
 * @module
 */
import { DatabaseBusy, isBusy, mapSqliteError, TransactionEnded, WriterTimeout } from "./errors.ts";
import { watchHolder } from "./holder_watch.ts";
import type { Pool } from "./pool.ts";
import { NO_VALUES, type PreparedConnection } from "./prepared_connection.ts";
import { Transaction } from "./transaction.ts";

/** A write that holds the writer over something that is not the database. */
export interface SlowWriter {
  /** `WriteHooks.name`. */
  readonly name: string;
  /** For how long it had the writer so far, in milliseconds. */
  readonly held: number;
}

/** The limits of write transactions; times in milliseconds. */
export interface TurnOptions {
  readonly busyTimeout: number;
  readonly writerTimeout: number;
  readonly slowWriterAfter: number;
  readonly onSlowWriter: ((slow: SlowWriter) => void) | undefined;
}

/** Whose turn it is. */
export interface TurnOwner {
  readonly name: string;
  /** Called when its transaction was rolled back for holding the writer too long. */
  readonly expired: (error: WriterTimeout) => void;
}

/** The turn of one transaction. */
export class Turn {
  readonly transaction: Transaction = new Transaction(() => this.#begin());
  readonly #turns: Pool<PreparedConnection>;
  readonly #options: TurnOptions;
  readonly #owner: TurnOwner;
  #stopWatch: () => void = () => {};

  constructor(turns: Pool<PreparedConnection>, options: TurnOptions, owner: TurnOwner) {
    this.#turns = turns;
    this.#options = options;
    this.#owner = owner;
  }

  /** Commits and calls `committed` in the same step; throws when anything of the transaction was lost. */
  commit(committed: () => void): void {
    if (this.transaction.failure !== undefined) throw this.transaction.failure;
    const writer = this.#leave();
    if (writer === undefined) return committed();
    try {
      if (!writer.connection.inTransaction) {
        throw new TransactionEnded(`${this.#owner.name} is not saved: its transaction was ended before the commit`);
      }
      writer.commit.run(NO_VALUES);
    } catch (error) {
      rollback(writer);
      this.#turns.give(writer);
      throw mapSqliteError(error, `The commit of ${this.#owner.name}`);
    }
    // Whoever waits goes on in a microtask: after `committed`.
    this.#turns.give(writer);
    committed();
  }

  /** Rolls back what there is; does nothing when the turn is over. */
  rollback(): void {
    const writer = this.#leave();
    if (writer === undefined) return;
    rollback(writer);
    this.#turns.give(writer);
  }

  async #begin(): Promise<PreparedConnection> {
    const writer = await this.#turns.take();
    try {
      await beginImmediate(writer, this.#options.busyTimeout, this.#owner.name);
    } catch (error) {
      this.#turns.give(writer);
      throw error;
    }
    const { slowWriterAfter, writerTimeout, onSlowWriter } = this.#options;
    const slow = onSlowWriter && ((held: number) => onSlowWriter({ name: this.#owner.name, held }));
    this.#stopWatch = watchHolder({
      slowAfter: slowWriterAfter,
      timeout: writerTimeout,
      slow,
      expire: () => this.#expire(),
    });
    return writer;
  }

  #expire(): void {
    const failure = new WriterTimeout(
      `${this.#owner.name} is rolled back: it held the writer for ${this.#options.writerTimeout} ms over something ` +
        "that is not the database\nhint: do outside work before the first query, or in `afterCommit`",
    );
    this.transaction.fail(failure);
    this.rollback();
    this.#owner.expired(failure);
  }

  #leave(): PreparedConnection | undefined {
    this.#stopWatch();
    return this.transaction.end();
  }
}

// In milliseconds. Another process's write is usually over in one; a migration may take seconds.
const RETRY_DELAYS = [1, 2, 5, 10, 20, 50];

// SQLite's own wait (busy_timeout) would stop the whole process, timers included.
async function beginImmediate(writer: PreparedConnection, patience: number, name: string): Promise<void> {
  const until = performance.now() + patience;
  for (let attempt = 0;; attempt++) {
    try {
      writer.begin.run(NO_VALUES);
      return;
    } catch (error) {
      if (!isBusy(error)) throw mapSqliteError(error, `The beginning of ${name}`);
      if (performance.now() >= until) {
        throw new DatabaseBusy(
          `${name} failed: another process kept the database locked for ${patience} ms\n` +
            "hint: look for a tool with an open write transaction",
          { cause: error },
        );
      }
    }
    await delay(RETRY_DELAYS[Math.min(attempt, RETRY_DELAYS.length - 1)]);
  }
}

function delay(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

// When even this fails the connection is broken: the next BEGIN says so, and this turn has its own error to tell.
function rollback(writer: PreparedConnection): void {
  try {
    if (writer.connection.inTransaction) writer.rollback.run(NO_VALUES);
  } catch {
    return;
  }
}
