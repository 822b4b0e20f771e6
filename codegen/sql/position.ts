/**
 * Places in files, for problems: from an offset in the text to line and column, and from an error of SQLite to an offset.
 */
import type { SourceFile } from "../files.ts";
import type { Problem } from "../problem.ts";

/** A problem at an offset of a file. */
export function problemAt({ path, text }: SourceFile, offset: number, [message, hint]: [string, string]): Problem {
  const before = text.slice(0, offset).split("\n");
  return { file: path, line: before.length, column: before[before.length - 1].length + 1, message, hint };
}

/** What `exec` of node:sqlite says of a statement that it refuses, with the place as an offset into it, if it tells. */
export function readExecError(error: Error, sql: string): { message: string; offset: number | undefined } {
  const [before, after] = error.message.split(` in ${sql} at offset `);
  if (after === undefined) return { message: error.message, offset: undefined };
  // SQLite counts bytes.
  const bytes = new TextEncoder().encode(sql).subarray(0, Number(after));
  return { message: before, offset: new TextDecoder().decode(bytes).length };
}
