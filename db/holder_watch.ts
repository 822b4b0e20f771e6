/**
 * Watches whoever holds the writer. Queries are synchronous, so a holder that does nothing but queries never lets the
 * event loop turn; one that does keeps every other handler waiting for something that is not the database.
 *
 * @module
 */

/** When a holder is named and when it is stopped; both in milliseconds. */
export interface HolderWatch {
  readonly slowAfter: number;
  readonly timeout: number;
  /** Called once, when `slowAfter` has passed. */
  readonly slow: ((held: number) => void) | undefined;
  /** Called once, when `timeout` has passed. */
  readonly expire: () => void;
}

/** Starts to watch; the function that it gives stops it. */
export function watchHolder({ slowAfter, timeout, slow, expire }: HolderWatch): () => void {
  // Time counts by ticks that happened: a query that blocks the process for seconds is one tick, not seconds of idling.
  const tick = Math.max(1, slow === undefined ? timeout / 4 : Math.min(slowAfter, timeout));
  let held = 0;
  let named = slow === undefined;
  let timer = setTimeout(turn, tick);
  return () => clearTimeout(timer);

  function turn(): void {
    held += tick;
    if (!named && held >= slowAfter) {
      named = true;
      slow?.(held);
    }
    if (held >= timeout) expire();
    else timer = setTimeout(turn, tick);
  }
}
