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

/** The connection that writes, and the queue for it. */
export class Writes {
  readonly #options: TurnOptions;
  readonly #group: Group;

  constructor(connection: Connection, options: TurnOptions & { readonly groupWithin: number }) {
    this.#options = options;
    this.#group = new Group(connection, options.groupWithin);
  }

  /** Runs `work` as one transaction, begun at its first query. */
  write<T>(work: (db: Writer) => T | Promise<T>, hooks: WriteHooks<T> = {}): Promise<T> {
    return new Promise((resolve, reject) => {
      // Rejected from the timeout, too: work that never ends is answered all the same.
      const turn = new Turn(this.#group, this.#options, { name: hooks.name ?? "A write", expired: reject });
      perform(turn, work, hooks).then(resolve, reject);
    });
  }

  close(): void {
    this.#group.close();
  }
}

async function perform<T>(turn: Turn, work: (db: Writer) => T | Promise<T>, hooks: WriteHooks<T>): Promise<T> {
  const handle = new Handle(turn.transaction);
  let value: T;
  try {
    value = await work(handle);
    await turn.transaction.settle();
    if (hooks.beforeCommit !== undefined && turn.transaction.wrote) {
      await hooks.beforeCommit(handle, value);
      await turn.transaction.settle();
    }
  } catch (error) {
    await turn.transaction.settle();
    return await turn.rollback(error);
  }
  await turn.commit(() => hooks.committed?.(value));
  return value;
}
