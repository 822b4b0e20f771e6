/**
 * Breaks lines as `deno fmt` does at a width of 120, for the shapes that `write_queries.ts` writes.
 */
import { lineWidth } from "../print_code.ts";

/** A bracketed list on one line, or one item a line. */
export interface List {
  /** What stands before, with its opening bracket: `  id: readInteger(`. */
  readonly before: string;
  readonly items: readonly string[];
  /** What stands behind, with its closing bracket: `),`. */
  readonly after: string;
}

/** Lays out a list at its own indentation. */
export function layList({ before, items, after }: List): string[] {
  // Braces stand off from what is in them, other brackets do not.
  const space = before.endsWith("{") ? " " : "";
  const line = `${before}${space}${items.join(", ")}${space}${after}`;
  if (line.length <= lineWidth) return [line];
  const indent = " ".repeat(indentOf(before));
  return [before, ...items.map((item) => `${indent}  ${item},`), `${indent}${after}`];
}

/** A property of an interface; a union that is too long stands one member a line. */
export function layProperty(name: string, members: readonly string[]): string[] {
  const line = `  ${name}: ${members.join(" | ")};`;
  if (line.length <= lineWidth || members.length === 1) return [line];
  return [`  ${name}:`, ...members.slice(0, -1).map((member) => `    | ${member}`), `    | ${members.at(-1)};`];
}

/** The first line of a constant with a type argument. */
export function layConstant(before: string, argument: string): string[] {
  const line = `${before}<${argument}> = {`;
  return line.length <= lineWidth ? [line] : [`${before}<`, `  ${argument}`, "> = {"];
}

/** A property whose value may have several lines; it begins on a line of its own when the first one is too long. */
export function layText(before: string, text: string): string[] {
  const first = `${before} ${text.split("\n", 1)[0]}`;
  return first.length <= lineWidth ? [`${before} ${text}`] : [before, `    ${text}`];
}

/** A JSDoc comment. */
export function layDoc(lines: readonly string[], indent = ""): string[] {
  const safe = lines.map((line) => line.replaceAll("*/", "* /").trimEnd());
  if (safe.length === 1) return [`${indent}/** ${safe[0]} */`];
  return [`${indent}/**`, ...safe.map((line) => `${indent} *${line === "" ? "" : ` ${line}`}`), `${indent} */`];
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}
