/**
 * The longest increasing subsequence: which items of a re-ordered list can stay where they are.
 *
 * @module
 */

/**
 * Finds the longest subsequence of rising numbers; numbers below zero are left out.
 *
 * @returns The indexes of its members.
 * @example
 * ```ts
 * import { longestRun } from "./longest_run.ts";
 * import { deepStrictEqual } from "node:assert";
 *
 * deepStrictEqual(longestRun([3, 0, -1, 1, 2]), new Set([1, 3, 4]));
 * ```
 */
export function longestRun(numbers: readonly number[]): Set<number> {
  // ends[n]: the index of the smallest number that ends a run of n + 1 members; before[i]: the member before i.
  const ends: number[] = [];
  const before: (number | undefined)[] = [];
  for (const [index, number] of numbers.entries()) {
    if (number < 0) continue;
    let low = 0;
    let high = ends.length;
    // The usual case is a list in order: every number extends the longest run.
    if (high > 0 && numbers[ends[high - 1]!]! < number) low = high;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (numbers[ends[middle]!]! < number) low = middle + 1;
      else high = middle;
    }
    before[index] = ends[low - 1];
    ends[low] = index;
  }
  const run = new Set<number>();
  for (let index = ends.at(-1); index !== undefined; index = before[index]) run.add(index);
  return run;
}
