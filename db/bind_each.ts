/**
 * What generated functions of `-- each` queries call: the values of all items are bound before the first one is written.
 *
 * @module
 */
import { badItem, describe } from "./query_errors.ts";
import type { SqlValue } from "./types.ts";

/**
 * The values of each item, in their order.
 *
 * @throws {TypeError} When there is no array, or `bind` refuses an item: the message names its index.
 */
export function bindEach<Item extends object>(
  query: string,
  items: readonly Item[],
  bind: (item: Item) => readonly SqlValue[],
): (readonly SqlValue[])[] {
  if (!Array.isArray(items)) {
    throw new TypeError(`Cannot run query "${query}" for each item: got ${describe(items)}, expected an array`);
  }
  const values = new Array<readonly SqlValue[]>(items.length);
  // Counted, because an array of JavaScript may have holes, which `map` leaves out.
  for (let at = 0; at < items.length; at++) {
    const item: unknown = items[at];
    if (typeof item !== "object" || item === null) {
      throw new TypeError(`Cannot bind items[${at}] of query "${query}": got ${describe(item)}, expected an object`);
    }
    try {
      values[at] = bind(item as Item);
    } catch (error) {
      throw badItem(error, at);
    }
  }
  return values;
}
