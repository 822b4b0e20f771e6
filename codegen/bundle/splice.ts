/**
 * Edits of a text by offset. The transforms of this folder never print an AST: they splice text, so that every line
 * keeps its number and every message points at the author's own line.
 */

/** Replaces `start..end` by `text`; an insertion when both are equal. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A place in a text. Both count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Applies splices that do not overlap. Those at the same offset keep their order. */
export function applySplices(text: string, splices: readonly Splice[]): string {
  let done = 0;
  let result = "";
  for (const { start, end, text: replacement } of inOrder(splices)) {
    result += text.slice(done, start) + replacement;
    done = end;
  }
  return result + text.slice(done);
}

/** The offset in the original text of an offset in the spliced one. */
export function originalOffset(splices: readonly Splice[], offset: number): number {
  let shift = 0;
  for (const { start, end, text } of inOrder(splices)) {
    const from = start + shift;
    if (offset < from) break;
    if (offset < from + text.length) return start;
    shift += text.length - (end - start);
  }
  return offset - shift;
}

/** Line and column of an offset. */
export function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf("\n") + 1;
  return { line: before.split("\n").length, column: offset - lineStart + 1 };
}

/** The offset of a line's first character. Lines count from 1; a line behind the end gives the text's length. */
export function lineOffset(text: string, line: number): number {
  let offset = 0;
  for (let current = 1; current < line; current++) {
    const next = text.indexOf("\n", offset);
    if (next === -1) return text.length;
    offset = next + 1;
  }
  return offset;
}

function inOrder(splices: readonly Splice[]): Splice[] {
  return [...splices].sort((left, right) => left.start - right.start);
}
