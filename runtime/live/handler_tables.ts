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
  /** The handlers of the first version that is kept. */
  readonly #table: HandlerChanges;
  /** What each version after it has changed. */
  readonly #changes: HandlerChanges[] = [];

  /** @param handlers Those of version 1. */
  constructor(handlers: HandlerChanges) {
    this.#table = handlers;
  }

  /** Keeps what a version has changed. For the same version again: nothing that can be seen has changed. */
  keep(version: number, changes: HandlerChanges): void {
    if (version === this.#first) return this.#merge(changes);
    const same = this.#changes[version - this.#first - 1];
    if (!same) this.#changes.push(changes);
    else for (const [slot, handler] of changes) same.set(slot, handler);
    this.ack(version - maxVersions + 1);
  }

  /** The handler of a slot, `stale` when the version is no longer kept, `undefined` when there was none. */
  find(version: number, slot: number): Outgoing | "stale" | undefined {
    if (version < 1 || version > this.#current) return undefined;
    if (version < this.#first) return "stale";
    for (let each = version - this.#first - 1; each >= 0; each--) {
      const changes = this.#changes[each]!;
      if (changes.has(slot)) return changes.get(slot);
    }
    return this.#table.get(slot);
  }

  /** The browser shows this version: older ones are dropped. */
  ack(version: number): void {
    if (version > this.#current) return;
    for (; this.#first < version; this.#first++) this.#merge(this.#changes.shift()!);
  }

  get #current(): number {
    return this.#first + this.#changes.length;
  }

  #merge(changes: HandlerChanges): void {
    for (const [slot, handler] of changes) {
      if (handler) this.#table.set(slot, handler);
      else this.#table.delete(slot);
    }
  }
}
