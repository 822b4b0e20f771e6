/**
 * The one gate: what `deno task ok` runs, here and in CI. Every step runs even after a failure, so that one run tells
 * everything; the tests come last and close with their counts.
 */
import { readSources, repositoryRoot } from "./repository.ts";
import { type Outcome, runDeno } from "./run_command.ts";
import { runTests } from "./test.ts";
import { formatCounts } from "./test_counts.ts";

interface Step {
  readonly name: string;
  /** Arguments for `deno`. */
  readonly args: readonly string[];
}

/** A template's files only check as an app, which `check_templates.ts` makes of them. */
function typedFiles(): string[] {
  return readSources().map(({ path }) => path).filter((path) => !path.startsWith("templates/"));
}

function steps(): Step[] {
  const check = (name: string): Step => ({ name, args: ["run", "-A", `tools/check_${name}.ts`] });
  return [
    { name: "fmt", args: ["fmt", "--check"] },
    { name: "lint", args: ["lint"] },
    { name: "types", args: ["check", ...typedFiles()] },
    check("layers"),
    check("cycles"),
    check("exports"),
    check("docs"),
    check("sizes"),
    check("budget"),
    { name: "publish", args: ["publish", "--dry-run", "--allow-dirty"] },
    check("templates"),
  ];
}

async function runStep({ name, args }: Step): Promise<boolean> {
  const start = performance.now();
  const { ok, output }: Outcome = await runDeno(args, { cwd: repositoryRoot, env: { NO_COLOR: "1" } });
  if (!ok) console.log(output.trimEnd());
  console.log(summary(name, ok, start));
  return ok;
}

function summary(name: string, ok: boolean, start: number): string {
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  return `${name.padEnd(10)} ${ok ? "ok    " : "FAILED"} ${seconds.padStart(6)} s`;
}

if (import.meta.main) {
  const failed: string[] = [];
  for (const step of steps()) {
    if (!await runStep(step)) failed.push(step.name);
  }
  const start = performance.now();
  const counts = await runTests([]);
  const testsOk = counts.failed === 0 && counts.passed > 0;
  console.log(summary("tests", testsOk, start));
  if (!testsOk) failed.push("tests");
  console.log(failed.length === 0 ? "Everything is ok" : `Failed: ${failed.join(", ")}`);
  console.log(formatCounts(counts));
  Deno.exit(failed.length === 0 ? 0 : 1);
}
