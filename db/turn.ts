/**
 * One write transaction's turn with the writer: how it begins, commits and rolls back, and what is told when it takes too
 * long. Used by `writes.ts` alone. What it shares with the turns around it is in `group.ts`.
 *
 * @module
 */
import { WriterTimeout } from "./errors.ts";
import type { Group } from "./group.ts";
import type { Holder } from "./holder_watch.ts";
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
  readonly writerTimeout: number;
  readonly onSlowWriter: ((slow: SlowWriter) => void) | undefined;
}

/** Whose turn it is. */
export interface TurnOwner {
  readonly name: string;
  /** Called when nothing of its transaction is saved, also when that was rolled back for holding the writer too long. */
  readonly lost: (error: unknown) => void;
}

/** The turn of one transaction. */
export class Turn implements Holder {
  readonly transaction: Transaction = new Transaction(() => this.#group.enter(this));
  readonly name: string;
  readonly slow: Holder["slow"];
  readonly #group: Group;
  readonly #options: TurnOptions;
  readonly #lost: (error: unknown) => void;

  constructor(group: Group, options: TurnOptions, { name, lost }: TurnOwner) {
    this.name = name;
    this.#group = group;
    this.#options = options;
    this.#lost = lost;
    const { onSlowWriter } = options;
    this.slow = onSlowWriter && ((held) => onSlowWriter({ name, held }));
  }

  /** Commits, and calls `saved` in the same step, which must not throw. */
  commit(saved: () => void): void {
    const { failure } = this.transaction;
    if (failure !== undefined) this.rollback(failure);
    else if (this.transaction.end() === undefined) saved();
    else this.#group.keep({ name: this.name, saved, lost: this.#lost });
  }

  /**
   * Rolls back what there is and tells `error`: not before that is certain which it may have been thrown for, what
   * others have written and not committed yet. When that is lost, it tells the error that they have.
   */
  rollback(error: unknown): void {
    if (this.transaction.end() === undefined) this.#lost(error);
    else this.#group.drop({ name: this.name, saved: () => this.#lost(error), lost: this.#lost });
  }

  expire(): void {
    const failure = new WriterTimeout(
      `${this.name} is rolled back: it held the writer for ${this.#options.writerTimeout} ms over something ` +
        "that is not the database\nhint: do outside work before the first query, or in `afterCommit`",
    );
    this.transaction.fail(failure);
    this.rollback(failure);
  }
}
