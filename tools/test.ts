/**
 * All tests, real browser included: what `deno task test` runs. With arguments it hands them to `deno test` as they are
 * (`deno task test runtime/page --filter form`). The last line is `N passed, N failed`.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { ensureChromium } from "./find_chromium.ts";
import { repositoryRoot } from "./repository.ts";
import { type Outcome, runDeno } from "./run_command.ts";
import { addCounts, type Counts, formatCounts, readCounts } from "./test_counts.ts";

// Templates are tested as apps (`check_templates.ts`); golden folders hold inputs that are wrong on purpose.
const ignored = "--ignore=templates,tests/golden";

const flood = "tests/fault/flood_test.ts";

/** Browser tests have a run of their own: each has servers and a browser besides. So has what measures who gets their share. */
const runs: readonly (readonly string[])[] = [
  ["--parallel", "--doc", `${ignored},tests/browser,${flood}`, "."],
  [flood],
  ["--parallel", "tests/browser"],
];

/** Runs all tests, or those that the arguments name, and tells how many there were. */
export async function runTests(args: readonly string[]): Promise<Counts> {
  const chromium = await ensureChromium();
  const folder = mkdtempSync(join(tmpdir(), "rally-test-"));
  try {
    const env = { CHROMIUM: chromium, TMPDIR: folder };
    const counts: Counts[] = [];
    for (const run of args.length > 0 ? [args] : runs) {
      counts.push(countsOf(await runDeno(["test", "-A", ...run], { cwd: repositoryRoot, env, show: true })));
    }
    return addCounts(counts);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A run that fails outside of its tests (a type error, a crash) is one failure. */
function countsOf({ ok, output }: Outcome): Counts {
  const counts = readCounts(output);
  return ok || counts.failed > 0 ? counts : { ...counts, failed: 1 };
}

if (import.meta.main) {
  // An interrupt reaches the test run as well, being in the same process group: wait for its end and clean up.
  process.on("SIGINT", () => {});
  const counts = await runTests(Deno.args);
  console.log(formatCounts(counts));
  Deno.exit(counts.failed > 0 || counts.passed === 0 ? 1 : 0);
}
