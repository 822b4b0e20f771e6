/**
 * Prints the mistakes of an app.
 *
 * @module
 */
import { formatProblems, type Problem, problemsByFile } from "../../codegen/problem.ts";
import { type CommandError, failed } from "../core/command_error.ts";
import type { Terminal } from "../core/terminal.ts";

/**
 * Prints all problems to standard error, a paragraph for each file: the place of each in bold where there is colour.
 */
export function printProblems(terminal: Terminal, problems: readonly Problem[]): void {
  const text = [...problemsByFile(problems).values()].map(formatProblems).join("\n");
  terminal.writeError(text.replaceAll(/^\S+:\d+:\d+:/gm, (place) => terminal.paint("bold", place)));
}

/** Prints all problems and gives the error that ends the command. */
export function problemsFailure(terminal: Terminal, problems: readonly Problem[]): CommandError {
  printProblems(terminal, problems);
  const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
  return failed(`${count} in the app`, "Mend what is listed above and run the command again");
}
