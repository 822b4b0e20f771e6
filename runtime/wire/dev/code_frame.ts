/**
 * The lines around a place in a source text, with a caret under it: for the terminal and for the overlay in the page.
 *
 * @module
 */

/** One line of an excerpt. */
export interface FrameLine {
  /** Counts from 1. */
  readonly number: number;
  readonly text: string;
  /** Where the caret stands below this line, from 1; only on the line that is meant. */
  readonly caret?: number;
}

/** How many lines are shown before and after the one that is meant. */
const around = 3;

/** The excerpt around a place; none when the text has no such line. */
export function codeFrame(text: string, line: number, column: number): FrameLine[] {
  const lines = text.split(/\r?\n/);
  if (line < 1 || line > lines.length) return [];
  const first = Math.max(1, line - around);
  return lines.slice(first - 1, line + around).map((content, index) => {
    const number = first + index;
    return number === line
      ? { number, text: content, caret: Math.min(column, content.length + 1) }
      : { number, text: content };
  });
}

/** The excerpt as text, e.g. for a terminal. */
export function printFrame(frame: readonly FrameLine[]): string {
  const width = String(frame.at(-1)?.number ?? 0).length;
  return frame.flatMap(({ number, text, caret }) => {
    const line = `${caret === undefined ? " " : ">"} ${String(number).padStart(width)} | ${text}`;
    // Tabs before the caret are kept, so that it stands under its letter however wide they are drawn.
    return caret === undefined
      ? [line]
      : [line, `  ${" ".repeat(width)} | ${text.slice(0, caret - 1).replaceAll(/[^\t]/g, " ")}^`];
  }).map((line) => `${line}\n`).join("");
}
