/**
 * From a view to a new piece of the tree of a live page.
 *
 * @module
 */
import { LazyList } from "../page/lazy.ts";
import { isHandler } from "../page/send.ts";
import { attributeValue } from "../render/attribute.ts";
import type { Surroundings } from "../render/element.ts";
import { renderToHtml } from "../render/render_html.ts";
import { Attribute, RawNode } from "../render/tree.ts";
import type { Json } from "../wire/codec.ts";
import type { HandlerChanges } from "./handler_tables.ts";
import type { Island } from "./island.ts";
import { type LiveSlot, type OpenedNode, wholeText } from "./live_template.ts";
import { type Child, List, Part, type SlotValue } from "./live_tree.ts";
import { isNode, type Item, keyText, openItems, openNode, settle, type Settled } from "./settle.ts";
import type { TemplateNumbers } from "./template_numbers.ts";

/** One rendering on its way into the tree. */
export interface Pass extends TemplateNumbers {
  /** The handlers that this rendering has drawn, by slot; `undefined` for those that are gone. */
  readonly handlers: HandlerChanges;
  /** What holds around lazy parts that need not be drawn again when they show the same. */
  readonly unchanged: Surroundings | undefined;
  /** What the browser has to change: slot, value, slot, value, … */
  readonly changes: Json[];
  /** Takes consecutive numbers and gives the first. */
  mint(count: number): number;
}

/** Grows a child that is not shown yet. */
export function growChild({ view, key, lazy }: Settled, around: Surroundings, pass: Pass): Child {
  if (typeof view === "string" || view instanceof RawNode) return view;
  if (isNode(view)) {
    const opened = openNode(view, around);
    return growPart({ key: keyText(key ?? opened.key), opened, lazy }, pass);
  }
  const items = openItems(view, around).map((item) => growPart(item as NewPart, pass));
  const list = new List(items, view instanceof LazyList ? view : undefined);
  list.lazy = lazy;
  return list;
}

/** What is needed to grow a part. */
export interface NewPart extends Omit<Item, "key"> {
  readonly key: string | undefined;
  readonly opened: OpenedNode;
}

/** Grows one use of a template. */
export function growPart({ key, opened, lazy }: NewPart, pass: Pass): Part {
  const { template, values, inside } = opened;
  // Every template that the browser may not have is noted here.
  pass.numberOf(template);
  const number = pass.mint(Math.max(1, template.slots.length));
  // Made in one go: an array that grows takes room for more than it holds.
  const shown = template.slots.map((slot, at) => {
    const value = values[slot.source];
    if (slot.type === "child") return growChild(settle(value), inside, pass);
    return slotValue(slot, value, { slot: number + at, around: inside }, pass);
  });
  const part = new Part(template, number, key, shown);
  part.lazy = lazy;
  return part;
}

/** The value of a slot that is not a child, as the browser gets it. */
export function slotValue(
  slot: Exclude<LiveSlot, { type: "child" }>,
  given: unknown,
  at: { slot: number; around: Surroundings },
  pass: Pass,
): Exclude<SlotValue, Part | List | RawNode> {
  const value = given instanceof Attribute ? given.value : given;
  switch (slot.type) {
    case "attribute":
      return attributeValue(slot.name, value, at.around);
    case "flag":
      return value as string;
    case "handler":
      if (!isHandler(value)) return false;
      pass.handlers.set(at.slot, value["~rally"]);
      // What the browser does with the event first. As text, so that equal options are equal values.
      return value["~rally"].options ? JSON.stringify(value["~rally"].options) : true;
    case "island":
      return value as Island;
    case "text":
      return wholeText(slot, textOf(value));
  }
}

// What stands in an element that cannot hold markup.
function textOf(value: unknown): string {
  const { view } = settle(value);
  if (typeof view === "string") return view;
  if (view instanceof LazyList) return Array.from(view.items, (_, at) => textOf(view.at(at))).join("");
  return Array.isArray(view) ? view.map(textOf).join("") : renderToHtml(view);
}
