/**
 * A few at a turn: whoever sends thousands of frames at once, or opens hundreds of sockets, waits in line, and everything
 * else that is ready runs in between. The first ones of a turn are taken at once.
 *
 * @module
 */

/** What is taken in turns. */
export interface InTurns<T> {
  push(one: T): void;
  /** Drops what waits. */
  clear(): void;
}

/** What {@linkcode inTurns} takes. */
export interface TurnOptions<T> {
  readonly perTurn: number;
  take(one: T): void;
  /** Whose it is: of those who wait, everybody has one taken before anybody has the next. @default {everything is one's} */
  readonly owner?: (one: T) => string;
  /** Something has to wait: better that no more comes. */
  waits?(): void;
  /** Nothing waits any more. */
  caughtUp?(): void;
  /** Calls `work` when everything else that is ready has run. @default {setImmediate} */
  readonly later?: (work: () => void) => void;
  /** As of `live/schedule.ts`: an immediate after the other would keep the network waiting. @default a timer of no time */
  readonly afterInput?: (work: () => void) => void;
}

/** Starts with nothing that waits. */
export function inTurns<T>(options: TurnOptions<T>): InTurns<T> {
  const { perTurn, take, owner = () => "", waits, caughtUp, later = setImmediate } = options;
  const { afterInput = (work) => setTimeout(work, 0) } = options;
  // By owner, whose turn is next first.
  const waiting = new Map<string, T[]>();
  let taken = 0;

  function next(): void {
    const some: T[] = [];
    // Who still has some is put at the end, and comes again when everybody else had one.
    for (const [name, theirs] of waiting) {
      if (some.length === perTurn) break;
      some.push(...theirs.splice(0, 1));
      waiting.delete(name);
      if (theirs.length > 0) waiting.set(name, theirs);
    }
    taken = some.length;
    if (taken === 0) return;
    afterInput(next);
    if (waiting.size === 0) caughtUp?.();
    for (const one of some) take(one);
  }

  return {
    push(one) {
      if (taken === perTurn) {
        if (waiting.size === 0) waits?.();
        const name = owner(one);
        const theirs = waiting.get(name) ?? [];
        theirs.push(one);
        waiting.set(name, theirs);
        return;
      }
      taken += 1;
      if (taken === 1) later(next);
      take(one);
    },
    clear: () => waiting.clear(),
  };
}
