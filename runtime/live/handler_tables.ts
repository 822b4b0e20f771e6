/**
 * Which handler a slot had in which version: an event names what its sender saw, which may be some versions old.
 *
 * @module
 */
import type { Outgoing } from "../page/send.ts";

// More patches than this are on their way to one browser only when it reads nothing.
const maxTables = 8;

/** The handlers of the latest versions of one live page. */
export class HandlerTables {
  #current = 0;
  readonly #tables = new Map<number, ReadonlyMap<number, Outgoing>>();

  /** Keeps the handlers of a version. The same version again replaces them: nothing that can be seen has changed. */
  keep(version: number, handlers: ReadonlyMap<number, Outgoing>): void {
    this.#current = version;
    this.#tables.set(version, handlers);
    this.#drop(version - maxTables + 1);
  }

  /** The handler of a slot, `stale` when the version is no longer kept, `undefined` when there was none. */
  find(version: number, slot: number): Outgoing | "stale" | undefined {
    const table = this.#tables.get(version);
    if (table === undefined) return version >= 1 && version < this.#current ? "stale" : undefined;
    return table.get(slot);
  }

  /** The browser shows this version: older ones are dropped. */
  ack(version: number): void {
    if (version <= this.#current) this.#drop(version);
  }

  #drop(first: number): void {
    for (const version of this.#tables.keys()) {
      if (version < first) this.#tables.delete(version);
    }
  }
}
