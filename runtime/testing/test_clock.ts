/**
 * Time that stands still until a test moves it.
 *
 * @module
 */
import type { Clock } from "../live/clock.ts";

/** A clock in the hands of a test. */
export interface TestClock extends Clock {
  /**
   * Moves the time on and runs what falls due, in order.
   *
   * @param settled Called after each: what it sets off may set another timer that falls due in the same span.
   */
  advance(ms: number, settled: () => Promise<void>): Promise<void>;
}

interface Timer {
  readonly at: number;
  work(): void;
}

/** Makes a clock that stands at the present. */
export function createTestClock(): TestClock {
  let now = Date.now();
  let timers: Timer[] = [];
  return {
    now: () => now,
    after(ms, work) {
      const timer = { at: now + Math.max(ms, 0), work };
      timers.push(timer);
      return () => void (timers = timers.filter((other) => other !== timer));
    },
    async advance(ms, settled) {
      const end = now + ms;
      for (;;) {
        // Timers of one moment run in the order in which they were set: the sort is stable.
        const [next] = timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
        if (!next) break;
        timers = timers.filter((other) => other !== next);
        now = next.at;
        next.work();
        await settled();
      }
      now = end;
    },
  };
}
