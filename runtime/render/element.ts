/**
 * Elements that are no template: their props are read at run time. Used by the HTML renderer and by live pages.
 *
 * @module
 */
import { attributeName, type RenderOptions } from "./attribute.ts";
import { type ElementNode, RawNode } from "./tree.ts";

/** What an element hands down to what stands in it: the chosen value of the `<select>` around an option. */
export interface Surroundings extends RenderOptions {
  readonly selectValue?: unknown;
}

/** An element with everything that its props say in other words put into attributes and children. */
export interface OpenedElement {
  readonly tag: string;
  /** Names as in HTML. Of two props with one name the later counts, as with any spread; a default never does. */
  readonly attributes: ReadonlyMap<string, unknown>;
  readonly children: unknown;
  /** What holds for the children. */
  readonly inside: Surroundings;
}

/** Reads the props of an element that is no template. */
export function openElement({ tag, props }: ElementNode, around: Surroundings): OpenedElement {
  if (!tagName.test(tag)) throw new TypeError(`Cannot render an element: got the tag "${tag}", expected a name`);
  const attributes = new Map<string, unknown>();
  let children: unknown;
  let inside = around;
  for (const [prop, value] of Object.entries(props)) {
    if (prop === "children") {
      children ??= value;
    } else if (prop === "dangerouslySetInnerHTML") {
      const html = (value as { __html?: unknown } | null | undefined)?.__html;
      if (html !== undefined && html !== null) children = new RawNode(String(html));
    } else {
      const name = attributeName(prop);
      if (name === undefined) continue;
      if (name === "value" && tag === "textarea") children = value;
      else if (name === "value" && tag === "select") inside = { ...around, selectValue: value };
      else if (!prop.startsWith("default") || !attributes.has(name)) attributes.set(name, value);
    }
  }
  // Said of every option: a live page takes an element with other attributes for another element.
  if (tag === "option" && isChoice(attributes, around)) attributes.set("selected", isChosen(attributes, around));
  return { tag, attributes, children, inside };
}

/** The elements that have no content and no end tag. */
export const voidElements: ReadonlySet<string> = new Set([
  "area",
  "base",
  "br",
  "col",
  "embed",
  "hr",
  "img",
  "input",
  "link",
  "meta",
  "param",
  "source",
  "track",
  "wbr",
]);

// A name without the characters that end or break a tag.
const tagName = /^[a-zA-Z][^\s\\/='"\0<>]*$/;

function isChoice(option: ReadonlyMap<string, unknown>, { selectValue }: Surroundings): boolean {
  return selectValue !== undefined && !option.has("selected") && option.has("value");
}

function isChosen(option: ReadonlyMap<string, unknown>, { selectValue }: Surroundings): boolean {
  // A loose comparison, as in Preact: `value={3}` on the select chooses `<option value="3">`.
  // deno-lint-ignore eqeqeq -- see above
  return selectValue == option.get("value");
}
