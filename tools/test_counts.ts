/**
 * Reads the closing lines of `deno test` and adds them up. Used by `test.ts`.
 */

/** How many tests there were. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** The counts in a run's closing line, e.g. `ok | 34 passed (2 steps) | 0 failed | 3 ignored (5s)`; zeros without one. */
export function readCounts(output: string): Counts {
  const line = output.split("\n").findLast((line) => /^(ok|FAILED) \| \d+ passed/.test(line)) ?? "";
  const count = (word: string) => Number(new RegExp(`\\| (\\d+) ${word}`).exec(line)?.[1] ?? 0);
  return { passed: count("passed"), failed: count("failed"), skipped: count("ignored") };
}

/** The sums. */
export function addCounts(counts: readonly Counts[]): Counts {
  const sum = (name: keyof Counts) => counts.reduce((total, one) => total + one[name], 0);
  return { passed: sum("passed"), failed: sum("failed"), skipped: sum("skipped") };
}

/** The line that machines read: `N passed, N failed`, with `, N skipped` when there are such. */
export function formatCounts({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}
