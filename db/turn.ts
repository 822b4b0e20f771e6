/**
 * One write transaction's turn with the writer: how it begins, commits and rolls back, and how long it may take. Used
 * by `writes.ts` alone. What it shares with the turns around it is in `group.ts`.
 *
 * @module
 */
import { WriterTimeout } from "./errors.ts";
import type { Group } from "./group.ts";
import { watchHolder } from "./holder_watch.ts";
import type { PreparedConnection } from "./prepared_connection.ts";
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
  readonly expired: (error: unknown) => void;
}

/** The turn of one transaction. */
export class Turn {
  readonly transaction: Transaction = new Transaction(() => this.#begin());
  readonly #group: Group;
  readonly #options: TurnOptions;
  readonly #owner: TurnOwner;
  #stopWatch: () => void = () => {};

  constructor(group: Group, options: TurnOptions, owner: TurnOwner) {
    this.#group = group;
    this.#options = options;
    this.#owner = owner;
  }

  /** Commits, and calls `committed` in the same step. Rejects when nothing of the transaction is saved. */
  async commit(committed: () => void): Promise<void> {
    const { failure } = this.transaction;
    if (failure !== undefined) return await this.rollback(failure);
    if (!this.#leave()) return committed();
    await new Promise<void>((resolve, reject) =>
      this.#group.keep({
        name: this.#owner.name,
        saved() {
          try {
            resolve(committed());
          } catch (error) {
            reject(error);
          }
        },
        lost: reject,
      })
    );
  }

  /**
   * Rolls back what there is and rejects with `error`: not before that is certain which it may have been thrown for,
   * what others have written and not committed yet. When that is lost, it rejects as they do.
   */
  rollback(error: unknown): Promise<never> {
    return new Promise((_, reject) => {
      if (!this.#leave()) return reject(error);
      this.#group.drop({ name: this.#owner.name, saved: () => reject(error), lost: reject });
    });
  }

  async #begin(): Promise<PreparedConnection> {
    const writer = await this.#group.enter(this.#owner.name, this.#options.busyTimeout);
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
    this.rollback(failure).catch(this.#owner.expired);
  }

  #leave(): PreparedConnection | undefined {
    this.#stopWatch();
    return this.transaction.end();
  }
}
