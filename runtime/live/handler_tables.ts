/**
 * Which handler a slot had in which version: an event names what its sender saw, which may be some versions old. Each
 * version holds only what it has changed, because most of a long list is not drawn again.
 *
 * @module
 */
import type { Outgoing } from "../page/send.ts";

/** Of how many versions the handlers are kept. More are never on their way to one browser (`live_output.ts`). */
export const maxVersions = 8;

/** The handlers that one rendering has drawn, by slot; `undefined` for those that are gone. */
export type HandlerChanges = Map<number, Outgoing | undefined>;

/** The handlers of the latest versions of one live page. */
export class HandlerTables {
  #first = 1;
  #current = 0;
  /** The handlers of the first version that is kept, as far as its changes are merged already. */
  readonly #table = new Map<number, Outgoing>();
  readonly #changes = new Map<number, HandlerChanges>();

  /** Keeps what a version has changed. For the same version again: nothing that can be seen has changed. */
  keep(version: number, changes: HandlerChanges): void {
    this.#current = version;
    const same = this.#changes.get(version);
    if (!same) this.#changes.set(version, changes);
    else for (const [slot, handler] of changes) same.set(slot, handler);
    this.#drop(version - maxVersions + 1);
  }

  /** The handler of a slot, `stale` when the version is no longer kept, `undefined` when there was none. */
  find(version: number, slot: number): Outgoing | "stale" | undefined {
    if (version < 1 || version > this.#current) return undefined;
    if (version < this.#first) return "stale";
    for (let each = version; each >= this.#first; each--) {
      const changes = this.#changes.get(each);
      if (changes?.has(slot)) return changes.get(slot);
    }
    return this.#table.get(slot);
  }

  /** The browser shows this version: older ones are dropped. */
  ack(version: number): void {
    if (version <= this.#current) this.#drop(version);
  }

  #drop(first: number): void {
    for (let each = this.#first; each <= first; each++) {
      this.#merge(this.#changes.get(each) ?? new Map());
      this.#changes.delete(each);
    }
    this.#first = Math.max(this.#first, first);
  }

  #merge(changes: HandlerChanges): void {
    for (const [slot, handler] of changes) {
      if (handler) this.#table.set(slot, handler);
      else this.#table.delete(slot);
    }
  }
}
