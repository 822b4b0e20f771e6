/**
 * No hand-written file over 500 lines. `deno task ok` runs this file.
 */
import type { SourceFile } from "../codegen/files.ts";
import type { Problem } from "../codegen/problem.ts";
import { report } from "./report.ts";
import { readSources } from "./repository.ts";

const maxLines = 500;

/** Every file that is too long to be read in one sitting. */
export function checkSizes(files: readonly SourceFile[]): Problem[] {
  return files.flatMap(({ path, text }) => {
    const lines = text.split("\n").length - (text.endsWith("\n") ? 1 : 0);
    if (lines <= maxLines) return [];
    return [{
      file: path,
      line: maxLines + 1,
      column: 1,
      message: `sizes: got ${lines} lines, expected at most ${maxLines}`,
      hint: "give each idea in the file a file of its own",
    }];
  });
}

if (import.meta.main) report("sizes", checkSizes(readSources()));
