/**
 * Brings the tree of a live page up to date with its next view, and notes what the browser has to change. Items of
 * lists are matched by key (by position where the view gives none).
 *
 * @module
 */
import { RawNode } from "../render/tree.ts";
import type { Surroundings } from "../render/element.ts";
import { growChild, growPart, type Pass, slotValue } from "./grow_child.ts";
import type { OpenedNode } from "./live_template.ts";
import { type Child, encodeChild, encodeValue, isIsland, List, Part, type SlotValue } from "./live_tree.ts";
import { placements } from "./placements.ts";
import { isNode, keyText, openItems, openNode, settle } from "./settle.ts";

/** The slot in which a child stands, and what holds there. */
export interface Place {
  readonly slot: number;
  readonly around: Surroundings;
}

/** Brings a child up to date and gives what stands there now: the same object whenever it can be kept. */
export function updateChild(child: Child, view: unknown, at: Place, pass: Pass): Child {
  const { slot, around } = at;
  const settled = settle(view);
  const next = settled.view;
  if (typeof next === "string") {
    if (next === child) return child;
  } else if (next instanceof RawNode) {
    if (child instanceof RawNode && child.html === next.html) return child;
  } else if (isNode(next)) {
    const opened = openNode(next, around);
    const key = keyText(settled.key ?? opened.key);
    if (child instanceof Part && child.template === opened.template && child.key === key) {
      updatePart(child, opened, pass);
      return child;
    }
  } else if (child instanceof List) {
    updateList(child, next, at, pass);
    return child;
  }
  const grown = growChild(settled, around, pass);
  pass.changes.push(slot, encodeChild(grown, pass, "full"));
  return grown;
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
    part.values[index] = value;
    pass.changes.push(at.slot, encodeValue(slot, value, pass, "full"));
  }
}

function isSame(value: SlotValue, old: SlotValue): boolean {
  return value === old || isIsland(value) && isIsland(old) && value.identity === old.identity;
}

function updateList(list: List, views: readonly unknown[], at: Place, pass: Pass): void {
  const items = openItems(views, at.around);
  const before = list.items;
  const places = new Map(before.map((part, place) => [part.key, place]));
  // By item: the place where it stood before, or -1.
  const origins = items.map(({ key, opened }) => {
    const place = places.get(key) ?? -1;
    return before[place]?.template === opened.template ? place : -1;
  });
  const kept = new Set(origins);
  kept.delete(-1);
  list.items = items.map(({ key, opened }, index) => {
    const part = before[origins[index]!];
    if (part === undefined) return growPart(opened, key, pass);
    updatePart(part, opened, pass);
    return part;
  });
  if (kept.size === 0) {
    if (before.length + items.length > 0) pass.changes.push(at.slot, encodeChild(list, pass, "full"));
    return;
  }
  const changes = placements(list.items, origins, pass);
  const removed = before.filter((_, place) => !kept.has(place)).map((part) => part.number);
  if (changes.length + removed.length === 0) return;
  pass.changes.push(at.slot, {
    ...(removed.length > 0 ? { "-": removed } : {}),
    ...(changes.length > 0 ? { "+": changes } : {}),
  });
}
