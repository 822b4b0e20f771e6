/**
 * The size budget: what a visitor's browser loads for a counter and todo page, everything included, in both modes.
 * `deno task ok` runs this file; `deno task bench bundle` prints the same figures at length.
 */
import { measureBundles } from "../bench/bundle.ts";
import type { Problem } from "../codegen/problem.ts";
import { report } from "./report.ts";

// The figure that the README promises, in bytes of gzip.
const maxBytes = 9_000;

/** One problem for each mode whose page loads more than the budget. */
export function checkBudget(gzipBytes: Readonly<Record<string, number>>): Problem[] {
  return Object.entries(gzipBytes).filter(([, bytes]) => bytes > maxBytes).map(([mode, bytes]) => ({
    file: "bench/bundle.ts",
    line: 1,
    column: 1,
    message: `budget: got ${bytes} bytes of gzip in ${mode} mode, expected at most ${maxBytes}`,
    hint: "run deno task bench bundle to see what the browser loads",
  }));
}

if (import.meta.main) {
  const { client, live } = await measureBundles();
  report("budget", checkBudget({ client: client.gzip, live: live.gzip }));
}
