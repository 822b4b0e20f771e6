/**
 * Joins the tree of a view to HTML. Every text is escaped here, once.
 *
 * @module
 */
import { LazyList, LazyNode } from "../page/lazy.ts";
import { attributeHtml, type RenderOptions } from "./attribute.ts";
import { openElement, type Surroundings, voidElements } from "./element.ts";
import { escapeHtml } from "./escape_html.ts";
import { templateOf } from "./template.ts";
import { Attribute, ComponentNode, ElementNode, expand, IslandNode, RawNode, TemplateNode } from "./tree.ts";

export type { RenderOptions } from "./attribute.ts";

/**
 * Renders a view to HTML. Handlers leave nothing behind; text and attribute values are escaped; addresses that would
 * run as script are left out.
 *
 * @param view What `view` returned: a node of the JSX runtime, text, a number, or an array of these.
 * @throws {TypeError} When a tag is no name of an element, or a third-party component is not wrapped in `preact()`.
 */
export function renderToHtml(view: unknown, options: RenderOptions = {}): string {
  return childHtml(view, options);
}

function childHtml(child: unknown, around: Surroundings): string {
  switch (typeof child) {
    case "string":
      return escapeHtml(child);
    case "number":
    case "bigint":
      return String(child);
    case "object":
      return child === null ? "" : objectHtml(child, around);
    default:
      return "";
  }
}

function objectHtml(child: object, around: Surroundings): string {
  if (child instanceof TemplateNode) return templateHtml(child, around);
  if (Array.isArray(child)) {
    let html = "";
    for (const item of child) html += childHtml(item, around);
    return html;
  }
  if (child instanceof ComponentNode) return childHtml(expand(child), around);
  if (child instanceof LazyNode) return childHtml(child.draw(), around);
  if (child instanceof LazyList) {
    let html = "";
    for (let at = 0; at < child.length; at++) html += childHtml(child.at(at).draw(), around);
    return html;
  }
  if (child instanceof ElementNode) return elementHtml(child, around);
  if (child instanceof RawNode) return child.html;
  if (child instanceof IslandNode) return around.islandHtml?.(child) ?? child.render(child.props);
  refuseForeignNode(child);
  return "";
}

function templateHtml({ statics, slots }: TemplateNode, around: Surroundings): string {
  const template = templateOf(statics);
  const { pieces } = template;
  let html = pieces[0]!;
  for (let at = 0; at < slots.length; at++) {
    const value = slots[at];
    html += (template.slots[at] === "child" ? childHtml(value, around) : slotHtml(value, around)) + pieces[at + 1]!;
  }
  return html;
}

function slotHtml(slot: unknown, options: RenderOptions): string {
  if (slot instanceof Attribute) return attributeHtml(slot.name, slot.value, options);
  return slot === "" ? "" : ` ${slot}`;
}

function elementHtml(node: ElementNode, around: Surroundings): string {
  const { tag, attributes, children, inside } = openElement(node, around);
  let html = "<" + tag;
  for (const [name, value] of attributes) html += attributeHtml(name, value, around);
  if (voidElements.has(tag)) return html + ">";
  const content = childHtml(children, inside);
  return `${html}>${tag === "textarea" ? keepFirstBreak(content) : content}</${tag}>`;
}

/** The content of a textarea: the parser drops a line break that follows the start tag, so there must be two. */
export function keepFirstBreak(content: string): string {
  return content.startsWith("\n") ? "\n" + content : content;
}

/** A vnode of Preact has strayed into a view: its component was not wrapped. */
export function refuseForeignNode(child: object): void {
  if (!("__k" in child && "props" in child)) return;
  throw new TypeError(
    "Cannot render a view: got a Preact vnode, expected JSX of this app\n" +
      "hint: wrap third-party components in preact(Component)",
  );
}
