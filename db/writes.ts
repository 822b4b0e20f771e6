/**
 * Write transactions: a handler's queries are one transaction on the one connection that writes.
 *
 * @module
 */
import { Group } from "./group.ts";
import { Handle } from "./transaction.ts";
import { Turn, type TurnOptions } from "./turn.ts";
import type { Connection, Writer } from "./types.ts";

/** What else happens with a write. */
export interface WriteHooks<T> {
  /** Who writes, in messages, e.g. `action "adjust" of /games/:id`. @default "A write" */
  readonly name?: string;
  /**
   * Runs in the transaction after the work, with its value; a throw rolls back. Not called when the work has written
   * nothing: its commit is free, and must stay so.
   */
  readonly beforeCommit?: (db: Writer, value: T) => void | Promise<void>;
  /**
   * Called in the same synchronous step right after COMMIT, before any other transaction begins; also when the work
   * made no query. Those of transactions that share a COMMIT are called in the order of their work. It must not throw:
   * what is committed stays.
   */
  readonly committed?: (value: T) => void;
}

/** The limits of writes; times in milliseconds. */
export interface WritesOptions extends TurnOptions {
  readonly busyTimeout: number;
  readonly slowWriterAfter: number;
  readonly groupWithin: number;
}

/** The connection that writes, and the queue for it. */
export class Writes {
  readonly #options: TurnOptions;
  readonly #group: Group;

  constructor(connection: Connection, options: WritesOptions) {
    const { busyTimeout: patience, writerTimeout: timeout, slowWriterAfter: slowAfter, groupWithin: within } = options;
    this.#options = options;
    this.#group = new Group(connection, { patience, timeout, slowAfter, within });
  }

  /** Runs `work` as one transaction, begun at its first query. */
  write<T>(work: (db: Writer) => T | Promise<T>, hooks: WriteHooks<T> = {}): Promise<T> {
    return new Promise((resolve, reject) => {
      const turn = new Turn(this.#group, this.#options, { name: hooks.name ?? "A write", lost: reject });
      const saved = (value: T): void => {
        try {
          hooks.committed?.(value);
          resolve(value);
        } catch (error) {
          reject(error);
        }
      };
      perform(turn, work, { beforeCommit: hooks.beforeCommit, saved }).catch(reject);
    });
  }

  close(): void {
    this.#group.close();
  }
}

/** Does the work. What comes of it is told by the turn: work that never ends is answered, too. */
async function perform<T>(turn: Turn, work: (db: Writer) => T | Promise<T>, told: Told<T>): Promise<void> {
  const { transaction } = turn;
  const handle = new Handle(transaction);
  let value: T;
  try {
    value = await work(handle);
    await transaction.settle();
    if (told.beforeCommit !== undefined && transaction.wrote) {
      await told.beforeCommit(handle, value);
      await transaction.settle();
    }
  } catch (error) {
    await transaction.settle();
    return turn.rollback(error);
  }
  turn.commit(() => told.saved(value));
}

interface Told<T> {
  readonly beforeCommit: WriteHooks<T>["beforeCommit"];
  readonly saved: (value: T) => void;
}
