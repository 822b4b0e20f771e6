/**
 * Randomness that can be played again: a test prints its seed, and `FAULT_SEED` gives it back.
 *
 * @module
 */

/** The seed of this run. */
export const seed: number = Number(Deno.env.get("FAULT_SEED") ?? crypto.getRandomValues(new Uint32Array(1))[0]);

/** Integers from 1 to `most`, in the order of the seed (mulberry32). */
export function seeded(from: number): (most: number) => number {
  let state = from >>> 0;
  return (most) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return 1 + ((mixed ^ (mixed >>> 14)) >>> 0) % most;
  };
}
