/**
 * How the items of a list get into their order with the fewest moves.
 *
 * @module
 */
import type { Json } from "../wire/codec.ts";
import { encodePart, type Part } from "./live_tree.ts";
import { longestRun } from "./longest_run.ts";
import type { TemplateNumbers } from "./template_numbers.ts";

/** Neighbouring items of a list in their new order. */
export interface Placed {
  readonly parts: readonly Part[];
  /** By item: the place where it stood before, or -1 when it is new. */
  readonly origins: readonly number[];
  /** What stands behind the last of them, and stays there. */
  readonly behind: Part | undefined;
}

/** Lists the items that are new or must move, each after the number of the item it is placed before (0: the end). */
export function placements({ parts, origins, behind }: Placed, numbers: TemplateNumbers): Json[] {
  // From the last item to the first, so that what an item stands before is always in place already. Items of the
  // longest run that is still in order stay where they are.
  const staying = longestRun(origins);
  const changes: Json[] = [];
  let next = behind?.number ?? 0;
  for (let index = parts.length - 1; index >= 0; index--) {
    const part = parts[index]!;
    if (origins[index] === -1) changes.push(next, encodePart(part, numbers, "full"));
    else if (!staying.has(index)) changes.push(next, part.number);
    next = part.number;
  }
  return changes;
}
