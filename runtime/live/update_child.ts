/**
 * Brings the tree of a live page up to date with its next view, and notes what the browser has to change. Items of
 * lists are matched by key (by position where the view gives none); where a list begins and ends with lazy items that
 * show the same, only what stands between is looked at more closely.
 *
 * @module
 */
import { LazyList, LazyNode } from "../page/lazy.ts";
import type { Surroundings } from "../render/element.ts";
import { RawNode } from "../render/tree.ts";
import { forgetHandlers } from "./forget_handlers.ts";
import { growChild, growPart, type NewPart, type Pass, slotValue } from "./grow_child.ts";
import { isShown, shownEnds } from "./lazy_part.ts";
import type { OpenedNode } from "./live_template.ts";
import { type Child, encodeChild, encodeValue, isIsland, List, Part, type SlotValue } from "./live_tree.ts";
import { placements } from "./placements.ts";
import {
  approach,
  type Approached,
  draw,
  isNode,
  type Item,
  type Items,
  keyText,
  openItems,
  openNode,
} from "./settle.ts";

/** The slot in which a child stands, and what holds there. */
export interface Place {
  readonly slot: number;
  readonly around: Surroundings;
}

/** Brings a child up to date and gives what stands there now: the same object whenever it can be kept. */
export function updateChild(child: Child, view: unknown, at: Place, pass: Pass): Child {
  const { slot, around } = at;
  const approached = approach(view);
  if (around === pass.unchanged && stays(child, approached)) return child;
  const settled = draw(approached);
  const next = settled.view;
  if (typeof next === "string") {
    if (next === child) return child;
  } else if (next instanceof RawNode) {
    if (child instanceof RawNode && child.html === next.html) return child;
  } else if (isNode(next)) {
    const opened = openNode(next, around);
    const key = keyText(settled.key ?? opened.key);
    if (child instanceof Part && child.template === opened.template && child.key === key) {
      child.lazy = settled.lazy;
      updatePart(child, opened, pass);
      return child;
    }
  } else if (child instanceof List) {
    child.lazy = settled.lazy;
    updateList(child, next, at, pass);
    return child;
  }
  forgetHandlers(child, pass);
  const grown = growChild(settled, around, pass);
  pass.changes.push(slot, encodeChild(grown, pass, "full"));
  return grown;
}

/** Whether a lazy part shows the same as what stands there. */
function stays(child: Child, { view, key }: Approached): boolean {
  if (!(view instanceof LazyNode) || !(child instanceof Part || child instanceof List)) return false;
  if (key !== undefined && child instanceof Part && child.key !== keyText(key)) return false;
  return isShown(child, view);
}

function updatePart(part: Part, { template, values, inside }: OpenedNode, pass: Pass): void {
  for (const [index, slot] of template.slots.entries()) {
    const at = { slot: part.number + index, around: inside };
    const old = part.values[index]!;
    if (slot.type === "child") {
      part.values[index] = updateChild(old as Child, values[slot.source], at, pass);
      continue;
    }
    const value = slotValue(slot, values[slot.source], at, pass);
    if (isSame(value, old)) continue;
    if (slot.type === "handler" && value === false) pass.handlers.set(at.slot, undefined);
    part.values[index] = value;
    pass.changes.push(at.slot, encodeValue(slot, value, pass, "full"));
  }
}

function isSame(value: SlotValue, old: SlotValue): boolean {
  return value === old || isIsland(value) && isIsland(old) && value.identity === old.identity;
}

function updateList(list: List, views: Items, { slot, around }: Place, pass: Pass): void {
  const all = list.items;
  const mayStay = around === pass.unchanged;
  const { head, tail } = mayStay ? shownEnds(list, views) : { head: 0, tail: 0 };
  list.source = views instanceof LazyList ? views : undefined;
  if (head + tail === all.length && all.length === views.length) return;
  const end = all.length - tail;
  const before = all.slice(head, end);
  const places = new Map(before.map((part, place) => [part.key, place]));
  const items = openItems(views, around, {
    from: head,
    to: views.length - tail,
    isShown(key, lazy) {
      const part = mayStay ? before[places.get(key) ?? -1] : undefined;
      return part !== undefined && isShown(part, lazy);
    },
  });
  // By item: the place where it stood before, or -1.
  const origins = items.map(({ key, opened }) => {
    const place = places.get(key) ?? -1;
    return opened === undefined || before[place]?.template === opened.template ? place : -1;
  });
  const parts = items.map((item, index) => updateItem(before[origins[index]!], item, pass));
  if (parts.length === before.length && origins.every((origin, index) => origin === index)) return;

  const kept = new Set(origins);
  const gone = before.filter((_, place) => !kept.has(place));
  for (const part of gone) forgetHandlers(part, pass);
  list.items = all.slice(0, head).concat(parts, all.slice(end));
  if (head + tail === 0 && gone.length === before.length) {
    pass.changes.push(slot, encodeChild(list, pass, "full"));
    return;
  }
  const changes = placements({ parts, origins, behind: all[end] }, pass);
  pass.changes.push(slot, {
    ...(gone.length > 0 ? { "-": gone.map((part) => part.number) } : {}),
    ...(changes.length > 0 ? { "+": changes } : {}),
  });
}

function updateItem(part: Part | undefined, item: Item, pass: Pass): Part {
  if (part === undefined) return growPart(item as NewPart, pass);
  if (item.opened === undefined) return part;
  part.lazy = item.lazy;
  updatePart(part, item.opened, pass);
  return part;
}
