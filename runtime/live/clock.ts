/**
 * The time that loops live in. The server has the machine's; tests give one that stands still until they move it.
 *
 * @module
 */

/** Tells the time and waits. */
export interface Clock {
  /** The time in milliseconds since 1970. */
  now(): number;
  /** Runs `work` once after a pause, and gives the function that prevents it. */
  after(ms: number, work: () => void): () => void;
}

/** The machine's own time. */
export const systemClock: Clock = {
  now: Date.now,
  after(ms, work) {
    const timer = setTimeout(work, ms);
    return () => clearTimeout(timer);
  },
};
