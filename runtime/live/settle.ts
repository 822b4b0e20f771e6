/**
 * What a view comes down to when its components and lazy parts have been called.
 *
 * @module
 */
import { LazyList, LazyNode } from "../page/lazy.ts";
import { refuseForeignNode } from "../render/render_html.ts";
import type { Surroundings } from "../render/element.ts";
import { ComponentNode, ElementNode, expand, IslandNode, type Key, RawNode, TemplateNode } from "../render/tree.ts";
import { openIsland } from "./island.ts";
import { bareTemplate, type OpenedNode, openLiveElement, openTemplate } from "./live_template.ts";

/** A view whose components have been called, up to the first lazy part. */
export interface Approached {
  readonly view: unknown;
  /** The key of the outermost component or lazy part; a node's own key is read with its slots. */
  readonly key: Key | undefined;
}

/** The items of a list, as the view gives them. */
export type Items = readonly unknown[] | LazyList;

/** A view whose components have all been called. */
export interface Settled extends Approached {
  readonly view: string | TemplateNode | ElementNode | IslandNode | RawNode | Items;
  /** The lazy part that it comes from. */
  readonly lazy: LazyNode | undefined;
}

/** One item of a list, ready to be shown. */
export interface Item {
  /** Its identity among the items. */
  readonly key: string;
  /** `undefined` when it is shown already. */
  readonly opened: OpenedNode | undefined;
  readonly lazy: LazyNode | undefined;
}

/** Calls the components that stand in the place of a child, until there is a part that may not have to be drawn. */
export function approach(view: unknown, key?: Key): Approached {
  while (view instanceof ComponentNode) {
    key ??= view.key;
    view = expand(view);
  }
  return { view, key: view instanceof LazyNode ? key ?? view.key : key };
}

/** Calls all components and lazy parts that stand in the place of a child. */
export function settle(child: unknown): Settled {
  return draw(approach(child));
}

/** Goes on where {@linkcode approach} has stopped. */
export function draw(approached: Approached): Settled {
  let { view, key } = approached;
  const lazy = view instanceof LazyNode ? view : undefined;
  while (view instanceof LazyNode) ({ view, key } = approach(view.draw(), key));
  return { view: contentOf(view), key, lazy };
}

function contentOf(view: unknown): Settled["view"] {
  switch (typeof view) {
    case "string":
      return view;
    case "number":
    case "bigint":
      return String(view);
    case "object":
      break;
    default:
      return "";
  }
  if (view === null) return "";
  if (isNode(view) || view instanceof RawNode || view instanceof LazyList || Array.isArray(view)) return view;
  refuseForeignNode(view);
  return "";
}

/** Whether a view is one use of a template. */
export function isNode(view: unknown): view is TemplateNode | ElementNode | IslandNode {
  return view instanceof TemplateNode || view instanceof ElementNode || view instanceof IslandNode;
}

/** Reads a node's template and values. */
export function openNode(node: TemplateNode | ElementNode | IslandNode, around: Surroundings): OpenedNode {
  if (node instanceof IslandNode) return { ...openIsland(node), key: undefined, inside: around };
  return node instanceof TemplateNode ? openTemplate(node, around) : openLiveElement(node, around);
}

/** Some items of a list. */
export interface Range {
  readonly from: number;
  readonly to: number;
  /** Whether a lazy item need not be drawn, because what stands under its key shows the same. */
  isShown(key: string, lazy: LazyNode): boolean;
}

/** Reads the items of a list. What shows nothing is left out; it still counts as a place. */
export function openItems(
  views: Items,
  around: Surroundings,
  { from, to, isShown }: Range = { from: 0, to: views.length, isShown: () => false },
): Item[] {
  const items: Item[] = [];
  const taken = new Set<string>();
  for (let index = from; index < to; index++) {
    const approached = approach(views.at(index));
    const item = shownItem(approached, index) ?? drawnItem(draw(approached), index);
    if (!item) continue;
    taken.add(item.key);
    items.push(item);
  }
  return items;

  function shownItem({ view, key }: Approached, index: number): Item | undefined {
    if (!(view instanceof LazyNode)) return undefined;
    const unique = uniqueKey(key, index, taken);
    return isShown(unique, view) ? { key: unique, opened: undefined, lazy: view } : undefined;
  }

  function drawnItem({ view, key, lazy }: Settled, index: number): Item | undefined {
    if (view === "") return undefined;
    const opened: OpenedNode = isNode(view)
      ? openNode(view, around)
      : { template: bareTemplate, values: [view], key: undefined, inside: around };
    return { key: uniqueKey(key ?? opened.key, index, taken), opened, lazy };
  }
}

/** A key as the tree keeps it. */
export function keyText(key: Key | undefined): string | undefined {
  return key === undefined || key === null ? undefined : `k${key}`;
}

// A key that is used twice names its first item only; like an item without a key, the second is known by its place.
function uniqueKey(key: Key | undefined, index: number, taken: ReadonlySet<string>): string {
  const own = keyText(key);
  return own === undefined || taken.has(own) ? `i${index}` : own;
}
