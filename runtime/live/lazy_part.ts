/**
 * Which parts of a live page need not be drawn again.
 *
 * @module
 */
import { LazyNode } from "../page/lazy.ts";
import { isSameArg } from "../page/same_arg.ts";
import type { List, Part } from "./live_tree.ts";

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

/** How many items at both ends are lazy and show the same. */
export function shownEnds(parts: readonly Part[], views: readonly unknown[]): { head: number; tail: number } {
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
