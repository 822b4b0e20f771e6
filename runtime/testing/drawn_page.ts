/**
 * Compares what a page shows with what its view draws from nothing. A difference is a fault of Rally, or of a view that
 * does not draw the same for the same model.
 *
 * @module
 */
import { type Island, openIsland } from "../live/island.ts";
import { voidElements } from "../render/element.ts";
import { escapeHtml } from "../render/escape_html.ts";
import { keepFirstBreak, type RenderOptions } from "../render/render_html.ts";
import type { IslandNode } from "../render/tree.ts";
import type { TestWindow } from "./test_window.ts";

/** How a page is drawn to be compared: what stands in an island is not its view's. */
export const comparedOptions: RenderOptions = { islandHtml };

/**
 * Fails when a text of HTML is not what the view draws.
 *
 * @param what What has made it, for the message.
 */
export function requireSame(shown: string, drawn: string, what: string): void {
  if (shown === drawn) return;
  let at = 0;
  while (shown[at] === drawn[at]) at++;
  const around = (html: string) => `…${html.slice(Math.max(0, at - 60), at + 60)}…`;
  throw new Error(
    `${what} is not what its view draws:\n  got       ${around(shown)}\n  expected  ${around(drawn)}\n` +
      "hint: a view draws the same for the same model: it asks no clock and no variable that changes",
  );
}

/** HTML of the server in one spelling: two characters may be escaped, and an author's comment may not be a marker. */
export function spelled(html: string): string {
  return html.replaceAll("&#39;", "'").replaceAll("&gt;", ">").replace(/<!-- ?-->/g, "");
}

/**
 * Fails when an element of a document does not hold what the view draws.
 *
 * @param what What it is, for the message.
 */
export function requireShown(window: TestWindow, outlet: Element, drawn: string, what: string): void {
  const shown = shownHtml(outlet);
  if (asShown(shown) === asShown(drawn)) return;
  // As the same document would show it: attributes in another order, or markup that a parser mends.
  const template = window.document.createElement("template");
  template.innerHTML = drawn;
  requireSame(sorted(asShown(shown)), sorted(asShown(shownHtml(template.content))), what);
}

/** Without what is the reader's own, another loop's, or put in by the parser. */
function asShown(html: string): string {
  return spelled(html)
    .replace(/<(details|dialog)([^>]*?) open(?=[ >])/g, "<$1$2")
    .replace(/<rally-outlet[^>]*>/g, "<rally-outlet>")
    .replace(/<\/?tbody>/g, "");
}

function sorted(html: string): string {
  return html.replace(/<[^/!](?:[^">]|"[^"]*")*>/g, (tag) => {
    const [name = "", ...attributes] = tag.slice(1, -1).match(/[^\s"]+(?:"[^"]*")?/g) ?? [];
    return `<${[name, ...attributes.sort()].join(" ")}>`;
  });
}

/** What stands in a node, as the server would write it. */
function shownHtml(root: Node): string {
  return Array.from(root.childNodes, printed).join("");
}

function printed(node: Node): string {
  if (node.nodeType === 3) return escapeHtml((node as Text).data);
  if (node.nodeType !== 1) return "";
  const element = node as Element;
  const tag = element.localName;
  const attributes = Array.from(
    element.attributes,
    ({ name, value }) => value === "" ? ` ${name}` : ` ${name}="${escapeHtml(value)}"`,
  );
  const start = `<${tag}${attributes.join("")}>`;
  return voidElements.has(tag) ? start : `${start}${insideHtml(element)}</${tag}>`;
}

function insideHtml(element: Element): string {
  switch (element.localName) {
    case "rally-outlet":
      return "";
    case "rally-island":
      return islandText(element);
    // What these hold is no markup, and the parser drops a line break behind the first.
    case "textarea":
      return keepFirstBreak(escapeHtml(element.textContent ?? ""));
    case "style":
    case "script":
      return element.textContent ?? "";
    default:
      return shownHtml(element);
  }
}

function islandText(element: Element & { props?: unknown }): string {
  return element.props === undefined
    ? escapeHtml(element.textContent ?? "")
    : escapeHtml(JSON.stringify(element.props));
}

function islandHtml(node: IslandNode): string {
  const { template: { pieces }, values } = openIsland(node);
  const [end = "", start = ""] = [pieces.at(-1), pieces.slice(0, -1).join("")];
  return start + escapeHtml((values.at(-1) as Island).identity) + end;
}
