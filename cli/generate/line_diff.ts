/**
 * The difference between two texts for a person to read.
 *
 * @module
 */
import type { Change } from "./proposal.ts";

/** How many lines are shown around a change. */
const context = 2;

type Line = readonly [mark: " " | "+" | "-", text: string];

/** A change as lines with `+`, `-` or a blank before them, under the file's name. */
export function showChange({ path, before, after }: Change): string {
  if (before === undefined) {
    return `${path} (new)\n${linesOf(after).map((line) => `+ ${line}`.trimEnd() + "\n").join("")}`;
  }
  const lines = compare(linesOf(before), linesOf(after));
  const isNear = (at: number) =>
    lines.slice(Math.max(0, at - context), at + context + 1).some(([mark]) => mark !== " ");
  const shown = lines.map((line, at) => isNear(at) ? line : undefined);
  const text = shown.map((line, at) => {
    if (line) return `${line[0]} ${line[1]}`.trimEnd() + "\n";
    return at > 0 && shown[at - 1] === undefined ? "" : "  …\n";
  });
  return `${path}\n${text.join("")}`;
}

function linesOf(text: string): string[] {
  return text.replace(/\n$/, "").split("\n");
}

/** By the longest common subsequence; the files are small. */
function compare(before: readonly string[], after: readonly string[]): Line[] {
  const lengths = Array.from({ length: before.length + 1 }, () => new Array<number>(after.length + 1).fill(0));
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      lengths[i]![j] = before[i] === after[j]
        ? lengths[i + 1]![j + 1]! + 1
        : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!);
    }
  }
  const lines: Line[] = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    if (i < before.length && j < after.length && before[i] === after[j]) {
      lines.push([" ", before[i++]!]);
      j++;
    } else if (j >= after.length || i < before.length && lengths[i + 1]![j]! >= lengths[i]![j + 1]!) {
      lines.push(["-", before[i++]!]);
    } else lines.push(["+", after[j++]!]);
  }
  return lines;
}
