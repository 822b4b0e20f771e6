/**
 * What a view comes down to when its components have been called.
 *
 * @module
 */
import { refuseForeignNode } from "../render/render_html.ts";
import type { Surroundings } from "../render/element.ts";
import { ComponentNode, ElementNode, expand, IslandNode, type Key, RawNode, TemplateNode } from "../render/tree.ts";
import { openIsland } from "./island.ts";
import { bareTemplate, type OpenedNode, openLiveElement, openTemplate } from "./live_template.ts";

/** A view whose components have been called. */
export interface Settled {
  readonly view: string | TemplateNode | ElementNode | IslandNode | RawNode | readonly unknown[];
  /** The key of the outermost component; a node's own key is read with its slots. */
  readonly key: Key | undefined;
}

/** One item of a list, ready to be shown. */
export interface Item {
  /** Its identity among the items. */
  readonly key: string;
  readonly opened: OpenedNode;
}

/** Calls the components that stand in the place of a child. */
export function settle(view: unknown): Settled {
  let key: Key | undefined;
  while (view instanceof ComponentNode) {
    key ??= view.key;
    view = expand(view);
  }
  switch (typeof view) {
    case "string":
      return { view, key };
    case "number":
    case "bigint":
      return { view: String(view), key };
    case "object":
      break;
    default:
      return { view: "", key };
  }
  if (view === null) return { view: "", key };
  if (isNode(view) || view instanceof RawNode || Array.isArray(view)) return { view, key };
  refuseForeignNode(view);
  return { view: "", key };
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

/** Reads the items of an array. What shows nothing is left out; it still counts as a place. */
export function openItems(views: readonly unknown[], around: Surroundings): Item[] {
  const items: Item[] = [];
  const taken = new Set<string>();
  for (const [index, each] of views.entries()) {
    const { view, key } = settle(each);
    if (view === "") continue;
    const opened: OpenedNode = isNode(view)
      ? openNode(view, around)
      : { template: bareTemplate, values: [view], key: undefined, inside: around };
    const unique = uniqueKey(key ?? opened.key, index, taken);
    taken.add(unique);
    items.push({ key: unique, opened });
  }
  return items;
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
