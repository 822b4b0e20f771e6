/**
 * How every check ends: problems on stderr and exit code 1, or one line on stdout.
 */
import { formatProblems, type Problem } from "../codegen/problem.ts";

/** Prints what a check has found and ends the process when there is something. */
export function report(check: string, problems: readonly Problem[]): void {
  if (problems.length === 0) {
    console.log(`${check}: ok`);
    return;
  }
  console.error(formatProblems(problems).trimEnd());
  console.error(`${check}: ${problems.length} ${problems.length === 1 ? "problem" : "problems"}`);
  Deno.exit(1);
}
