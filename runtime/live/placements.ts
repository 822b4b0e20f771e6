/**
 * How the items of a list get into their order with the fewest moves.
 *
 * @module
 */
import type { Json } from "../wire/codec.ts";
import { encodePart, type Part, type TemplateNumbers } from "./live_tree.ts";
import { longestRun } from "./longest_run.ts";

/**
 * Lists the items that are new or must move, each after the number of the item it is placed before (0: the end).
 *
 * @param parts The items in their new order.
 * @param origins By item: the place where it stood before, or -1 when it is new.
 */
export // From the last item to the first, so that what an item stands before is always in place already. Items of the longest
// run that is still in order stay where they are.
function placements(parts: readonly Part[], origins: readonly number[], numbers: TemplateNumbers): Json[] {
  const staying = longestRun(origins);
  const changes: Json[] = [];
  let next = 0;
  for (let index = parts.length - 1; index >= 0; index--) {
    const part = parts[index]!;
    if (origins[index] === -1) changes.push(next, encodePart(part, numbers, "full"));
    else if (!staying.has(index)) changes.push(next, part.number);
    next = part.number;
  }
  return changes;
}
