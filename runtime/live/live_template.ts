/**
 * Templates of live pages: constant HTML with numbered places, and what stands in each place. The browser is sent a
 * template once and finds the places by walking it and the real DOM side by side.
 *
 * The markup of a template holds ` $0` for an attribute and `<!--$1-->` for a child. In the page's own HTML there is
 * an end marker `<!---->` after a child unless it is alone in its element, and a start marker before a template whose
 * root is not exactly one element; every other template is found without one.
 *
 * @module
 */
import type { Surroundings } from "../render/element.ts";
import { openElement, voidElements } from "../render/element.ts";
import { escapeHtml } from "../render/escape_html.ts";
import { templateOf } from "../render/template.ts";
import { Attribute, type ElementNode, type Key, type TemplateNode } from "../render/tree.ts";
import { readPlaces, type TextPlace } from "./template_places.ts";

/** A template as live pages use it. */
export interface LiveTemplate {
  /** With places, as the browser gets it. */
  readonly markup: string;
  /** The constant HTML around the slots: one piece more than slots. */
  readonly pieces: readonly string[];
  readonly slots: readonly LiveSlot[];
  /** Whether its root is exactly one element, which then marks where it begins and ends. */
  readonly isOneElement: boolean;
}

/** What stands in a place. `source` is the slot of the view's node from which the value comes. */
export type LiveSlot =
  | { readonly type: "child"; readonly source: number; readonly isAlone: boolean }
  /** The whole text of an element that cannot hold markup, e.g. a textarea. */
  | { readonly type: "text"; readonly source: number } & TextPlace
  | { readonly type: "attribute"; readonly source: number; readonly name: string }
  /** A boolean attribute whose name is only known while it is on. */
  | { readonly type: "flag"; readonly source: number }
  /** The inside of an island, known to the browser by its props. */
  | { readonly type: "island"; readonly source: number }
  /** `event` is the DOM event's name, with `!` after it when it is caught on its way down. */
  | { readonly type: "handler"; readonly source: number; readonly event: string };

/** One use of a template, with the values of the view's node. */
export interface OpenedNode {
  readonly template: LiveTemplate;
  readonly values: readonly unknown[];
  readonly key: Key | undefined;
  readonly inside: Surroundings;
}

/** A place as the view's node describes it, before its surroundings are known. */
type Place = { readonly type: "child" | "flag" | "dropped" } | { readonly type: "attribute"; readonly name: string };

/** Text or other content that stands in a list without an element of its own. */
export const bareTemplate: LiveTemplate = compile(["", ""], [{ type: "child" }]);

const compiled = new WeakMap<readonly string[], LiveTemplate>();
const elements = new Map<string, LiveTemplate>();
// Spread objects can bring any names: the bound keeps them from filling the memory. Templates that are compiled again
// get a new identity, which costs one patch that is larger than it need be.
const maxElements = 1000;

/** Reads a use of a compiled template. */
export function openTemplate(node: TemplateNode, around: Surroundings): OpenedNode {
  let template = compiled.get(node.statics);
  if (template === undefined) {
    const { pieces, slots } = templateOf(node.statics);
    template = compile(pieces, slots.map((slot, at) => slot === "child" ? { type: "child" } : placeOf(node.slots[at])));
    compiled.set(node.statics, template);
  }
  return { template, values: node.slots, key: keyOf(node), inside: around };
}

/** Reads an element that is no template: its tag and the names of its attributes are its template's identity. */
export function openLiveElement(node: ElementNode, around: Surroundings): OpenedNode {
  const { tag, attributes, children, inside } = openElement(node, around);
  const names = [...attributes.keys()];
  const identity = `${tag} ${names.join(" ")}`;
  let template = elements.get(identity);
  if (template === undefined) {
    if (elements.size >= maxElements) elements.clear();
    template = compileElement(tag, names);
    elements.set(identity, template);
  }
  return { template, values: [...attributes.values(), children], key: node.key, inside };
}

function compileElement(tag: string, names: readonly string[]): LiveTemplate {
  const places: Place[] = names.map(placeOfName);
  const pieces = ["<" + tag, ...names.slice(1).map(() => "")];
  if (names.length === 0) pieces.length = 0;
  const open = names.length === 0 ? `<${tag}>` : ">";
  if (voidElements.has(tag)) return compile([...pieces, open], places);
  return compile([...pieces, open, `</${tag}>`], [...places, { type: "child" }]);
}

function placeOf(slot: unknown): Place {
  return slot instanceof Attribute ? placeOfName(slot.name) : { type: "flag" };
}

function placeOfName(name: string): Place {
  return name === "key" || name === "ref" || name === "children" ? { type: "dropped" } : { type: "attribute", name };
}

/** The template of an island: its functions, then what it shows. */
export function compileIsland(start: string, events: readonly string[]): LiveTemplate {
  const slots: LiveSlot[] = [
    ...events.map((event, source) => ({ type: "handler", source, event }) as const),
    { type: "island", source: events.length },
  ];
  const pieces = events.length === 0 ? [`${start}>`] : [start, ...events.slice(1).map(() => ""), ">"];
  const all = [...pieces, "</rally-island>"];
  return { markup: markupOf(all, slots), pieces: all, slots, isOneElement: true };
}

function compile(pieces: readonly string[], places: readonly Place[]): LiveTemplate {
  const { children, isOneElement } = readPlaces(pieces, places.map((place) => place.type === "child"));
  const kept: string[] = [pieces[0]!];
  const slots: LiveSlot[] = [];
  for (const [source, place] of places.entries()) {
    const after = pieces[source + 1]!;
    if (place.type === "dropped") {
      kept.push(kept.pop()! + after);
      continue;
    }
    const child = children[source];
    if (place.type !== "child" || child === undefined) {
      slots.push(attributeSlot(source, place));
      kept.push(after);
    } else if (child.text === undefined) {
      slots.push({ type: "child", source, isAlone: child.isAlone });
      kept.push(after);
    } else {
      slots.push({ type: "text", source, ...child.text });
      // Pieces hold constant text too: the slot's value is the whole text.
      const start = kept.pop()!;
      kept.push(start.slice(0, start.lastIndexOf(">") + 1), after.slice(after.indexOf("<")));
    }
  }
  return { markup: markupOf(kept, slots), pieces: kept, slots, isOneElement };
}

function attributeSlot(source: number, place: Place): LiveSlot {
  if (place.type !== "attribute") return { type: "flag", source };
  const { name } = place;
  if (!name.startsWith("on")) return { type: "attribute", source, name };
  const event = name.slice(2);
  // `gotpointercapture` is the name of an event; in `clickcapture` the word says when to listen.
  const isCapture = event.endsWith("capture") && !event.endsWith("pointercapture");
  return { type: "handler", source, event: isCapture ? event.slice(0, -"capture".length) + "!" : event };
}

function markupOf(pieces: readonly string[], slots: readonly LiveSlot[]): string {
  let markup = pieces[0]!;
  for (const [at, slot] of slots.entries()) {
    const place = slot.type === "child" ? `<!--$${at}-->` : ` $${at}`;
    // The place of a text or an island is an attribute of its element: what is inside is not read as markup.
    if (slot.type === "text" || slot.type === "island") markup = markup.slice(0, -1) + place + ">";
    else markup += place;
    markup += pieces[at + 1]!;
  }
  return markup;
}

// The key of a template stands among the attributes of its first tag.
function keyOf({ statics, slots }: TemplateNode): Key | undefined {
  for (const [at, slot] of slots.entries()) {
    if (!(slot instanceof Attribute) && typeof slot !== "string") return undefined;
    if (statics[at]!.includes(">")) return undefined;
    if (slot instanceof Attribute && slot.name === "key") return slot.value as Key;
  }
  return undefined;
}

/** The whole text of an element that holds nothing but text, as the DOM has it. */
export function wholeText(slot: Extract<LiveSlot, { type: "text" }>, text: string): string {
  return slot.before + (slot.isRaw ? escapeHtml(text) : text) + slot.after;
}
