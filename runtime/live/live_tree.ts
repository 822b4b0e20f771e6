/**
 * What a live page shows now, with the numbers by which the browser knows its parts.
 *
 * Numbers are minted once and never used again, so an address that has gone stale can hit nothing else. A part takes
 * as many consecutive numbers as its template has slots, at least one: its own number is the first, its slot `i` is
 * `number + i`. Slot 0 of a page is its whole content.
 *
 * @module
 */
import type { LazyList, LazyNode } from "../page/lazy.ts";
import type { RawNode } from "../render/tree.ts";
import type { Json } from "../wire/codec.ts";
import type { Island } from "./island.ts";
import type { LiveSlot, LiveTemplate } from "./live_template.ts";
import type { TemplateNumbers } from "./template_numbers.ts";

/** What stands in a child slot: text, one use of a template, a list, or finished HTML. */
export type Child = string | Part | List | RawNode;

/**
 * The value of a slot: of an attribute its text or `null`, of a flag its name or `""`, of a handler whether it is there,
 * or its options.
 */
export type SlotValue = Child | Island | null | boolean;

/** Tells what an island shows from the other values. */
export function isIsland(value: SlotValue): value is Island {
  return typeof value === "object" && value !== null && "identity" in value;
}

/** One use of a template. */
export class Part {
  readonly template: LiveTemplate;
  readonly number: number;
  /** Its identity among its siblings; in a list always set, by position when the view gives no key. */
  readonly key: string | undefined;
  readonly values: SlotValue[];
  /** What has drawn it, if that need not be drawn again as long as it shows the same. */
  lazy: LazyNode | undefined;
  constructor(template: LiveTemplate, number: number, key: string | undefined, values: SlotValue[]) {
    this.template = template;
    this.number = number;
    this.key = key;
    this.values = values;
    this.lazy = undefined;
  }
}

/** The items of a list, in order. */
export class List {
  items: readonly Part[];
  /** As of a {@linkcode Part}. */
  lazy: LazyNode | undefined;
  /** What it shows, where that is known without a look at each item. */
  source: LazyList | undefined;
  constructor(items: readonly Part[], source: LazyList | undefined) {
    this.items = items;
    this.lazy = undefined;
    this.source = source;
  }
}

/** The templates of a child and of everything in it, each once, in the order of their first use. */
export function templatesOf(child: Child, found: Set<LiveTemplate> = new Set()): ReadonlySet<LiveTemplate> {
  if (child instanceof List) child.items.forEach((item) => templatesOf(item, found));
  if (child instanceof Part) {
    found.add(child.template);
    for (const [at, { type }] of child.template.slots.entries()) {
      if (type === "child") templatesOf(child.values[at] as Child, found);
    }
  }
  return found;
}

/**
 * A child as the browser gets it (see `live_view.ts` for the shapes).
 *
 * @param content `full` to build it from nothing, `lean` to find it in HTML that the browser has already.
 */
export function encodeChild(child: Child, numbers: TemplateNumbers, content: "full" | "lean"): Json {
  if (typeof child === "string") return content === "full" ? child : 0;
  if (child instanceof Part) return encodePart(child, numbers, content);
  if (child instanceof List) return child.items.map((item) => encodePart(item, numbers, content));
  return { html: content === "full" ? child.html : "" };
}

/** A use of a template as the browser gets it. */
export function encodePart(
  { template, number, values }: Part,
  numbers: TemplateNumbers,
  content: "full" | "lean",
): Json {
  const encoded: Json[] = [numbers.numberOf(template), number];
  let length = 2;
  for (const [at, slot] of template.slots.entries()) {
    const value = encodeValue(slot, values[at]!, numbers, content);
    encoded.push(value);
    // What is not there need not be said at the end of a part. An attribute may be there and empty.
    if (value !== null && value !== 0 && (value !== "" || slot.type === "attribute")) length = encoded.length;
  }
  return encoded.slice(0, length);
}

/** The value of a slot as the browser gets it. */
export function encodeValue(
  slot: LiveSlot,
  value: SlotValue,
  numbers: TemplateNumbers,
  content: "full" | "lean",
): Json {
  switch (slot.type) {
    case "child":
      return encodeChild(value as Child, numbers, content);
    case "handler":
      return typeof value === "string" ? value : value ? 1 : 0;
    // In the page's HTML there is only what the component made of them.
    case "island":
      return (value as Island).props;
    // Its name is not in the template, so a lean shape has to tell it.
    case "flag":
      return value as string;
    case "attribute":
    case "text":
      return content === "full" ? value as string | null : 0;
  }
}
