/**
 * Problems of the generators and the type checker as the overlay in the page shows them.
 *
 * @module
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Problem, sortProblems } from "../../codegen/problem.ts";
import { codeFrame, type FrameLine } from "../../runtime/wire/dev/code_frame.ts";
import type { ShownProblem } from "../../runtime/wire/dev/dev_messages.ts";

/** More than one sitting mends; the terminal has them all. */
const maxShown = 30;

/** The first of the problems, sorted by place, each with the lines around it. */
export function shownProblems(root: string, title: string, problems: readonly Problem[]): ShownProblem[] {
  return sortProblems(problems).slice(0, maxShown).map(({ file, line, column, message, hint }) => ({
    title,
    message,
    hint,
    place: { file, line, column },
    frame: frameAt(root, { file, line, column }),
  }));
}

/** The lines around a place; none when the file cannot be read. */
export function frameAt(root: string, { file, line, column }: NonNullable<ShownProblem["place"]>): FrameLine[] {
  try {
    return codeFrame(readFileSync(join(root, file), "utf8"), line, column);
  } catch {
    return [];
  }
}
