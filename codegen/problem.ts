/**
 * What a generator says when an app has a mistake. Generators never throw for the app's mistakes: they collect
 * problems, so that one run of `rally gen` shows all of them.
 */

/** One mistake in an app's source, with the place to look at and the way to mend it. Lines and columns count from 1. */
export interface Problem {
  /** Path relative to the app's root, with `/`. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** What failed: `got X, expected Y`, without a full stop. */
  readonly message: string;
  /** The fix, in the imperative. */
  readonly hint: string;
}

/**
 * Prints problems for the terminal, sorted by file, line and column: `path:line:col: message` and a `hint:` line each.
 * Without problems the text is empty; otherwise it ends with a newline.
 */
export function formatProblems(problems: readonly Problem[]): string {
  return sortProblems(problems)
    .map(({ file, line, column, message, hint }) => `${file}:${line}:${column}: ${message}\nhint: ${hint}\n`)
    .join("");
}

/** Problems by their file, in the order of {@linkcode sortProblems}. */
export function problemsByFile(problems: readonly Problem[]): Map<string, Problem[]> {
  return Map.groupBy(sortProblems(problems), ({ file }) => file);
}

/** The same problems by file, line, column, then text, so that two runs over the same app print the same. */
export function sortProblems(problems: readonly Problem[]): Problem[] {
  return [...problems].sort((left, right) =>
    compare(left.file, right.file) ||
    left.line - right.line ||
    left.column - right.column ||
    compare(left.message, right.message)
  );
}

/** Compares by code unit: the order must not depend on the machine's locale. */
function compare(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
