/**
 * The size budget: what a visitor's browser loads for a counter and todo page, everything included, in both modes.
 * `deno task ok` runs this file; `deno task bench bundle` prints the same figures at length.
 */
import { measureBundles } from "../bench/bundle.ts";
import type { Problem } from "../codegen/problem.ts";
import { report } from "./report.ts";

/** Bytes of gzip by mode. */
type Weights = Readonly<Record<"client" | "live", number>>;

// The goal is 9,000 in both modes. Client mode misses it (docs/adr/0005-a-page-brings-its-loop.md) and may not grow.
const budget: Weights = { client: 11_150, live: 9_000 };

/** One problem for each mode whose page loads more than its budget. */
export function checkBudget(weights: Weights): Problem[] {
  return (["client", "live"] as const).filter((mode) => weights[mode] > budget[mode]).map((mode) => ({
    file: "bench/bundle.ts",
    line: 1,
    column: 1,
    message: `budget: got ${weights[mode]} bytes of gzip in ${mode} mode, expected at most ${budget[mode]}`,
    hint: "run deno task bench bundle to see what the browser loads",
  }));
}

if (import.meta.main) {
  const { client, live } = await measureBundles();
  report("budget", checkBudget({ client: client.gzip, live: live.gzip }));
}
