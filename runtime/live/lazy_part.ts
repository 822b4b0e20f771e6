/**
 * Which parts of a live page need not be drawn again.
 *
 * @module
 */
import { LazyList, LazyNode } from "../page/lazy.ts";
import { isSameArg } from "../page/same_arg.ts";
import type { List, Part } from "./live_tree.ts";
import type { Items } from "./settle.ts";

/** Whether what stands there was drawn by a lazy part that shows the same. */
export function isShown(shown: Part | List, next: LazyNode): boolean {
  const { lazy } = shown;
  if (!lazy || lazy.view !== next.view || lazy.send !== next.send) return false;
  if (lazy.arg === next.arg) return true;
  if (!isSameArg(lazy.arg, next.arg)) return false;
  // The older one would be kept beside the one that the model holds now.
  shown.lazy = next;
  return true;
}

/** How many items stay as they are at both ends of a list. */
export interface Ends {
  readonly head: number;
  readonly tail: number;
}

/** How many items at both ends are lazy and show the same. */
export function shownEnds({ items: parts, source }: List, views: Items): Ends {
  if (!(views instanceof LazyList)) return samePartEnds(parts, views);
  // An item that shows nothing has no part: then places say nothing.
  const isComparable = source?.view === views.view && source.send === views.send && source.length === parts.length;
  return isComparable ? sameArgEnds(source.items, views.items) : { head: 0, tail: 0 };
}

// In both the comparison stands in the loop itself: a call for each of thousands takes longer than all else.
function sameArgEnds(before: readonly unknown[], after: readonly unknown[]): Ends {
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && (before[head] === after[head] || isSameArg(before[head], after[head]))) head++;
  let tail = 0;
  for (let one = before.length - 1, other = after.length - 1; head + tail < most; one--, other--, tail++) {
    if (before[one] !== after[other] && !isSameArg(before[one], after[other])) break;
  }
  return { head, tail };
}

function samePartEnds(parts: readonly Part[], views: readonly unknown[]): Ends {
  const most = Math.min(parts.length, views.length);
  let head = 0;
  while (head < most && isSameItem(parts[head]!, views[head])) head++;
  let tail = 0;
  while (head + tail < most) {
    const part = parts[parts.length - 1 - tail]!;
    const view = views[views.length - 1 - tail];
    // Without a key an item is known by its place, which may have changed.
    if (part.lazy?.key === undefined || !isSameItem(part, view)) break;
    tail++;
  }
  return { head, tail };
}

function isSameItem(part: Part, view: unknown): boolean {
  return view instanceof LazyNode && part.lazy?.key === view.key && isShown(part, view);
}
