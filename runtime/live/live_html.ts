/**
 * The HTML of a live page, with the markers by which the browser finds its parts (drawn in `live_template.ts`).
 *
 * @module
 */
import { escapeHtml } from "../render/escape_html.ts";
import { keepFirstBreak } from "../render/render_html.ts";
import type { Island } from "./island.ts";
import { type Child, List, Part } from "./live_tree.ts";
import type { TextPlace } from "./template_places.ts";

/** What a parser takes for a comment that holds nothing: one of the author's would pass for a marker. */
const emptyComment = /<!(?:--(?:-?|--!?))?>/g;

/** Joins what a live page shows. */
export function liveHtml(child: Child): string {
  if (typeof child === "string") return escapeHtml(child);
  if (child instanceof Part) return partHtml(child);
  if (child instanceof List) return child.items.map(partHtml).join("");
  return child.html.replace(emptyComment, "<!-- -->");
}

function partHtml({ template, values }: Part): string {
  const { pieces, slots, isOneElement } = template;
  let html = (isOneElement ? "" : "<!---->") + pieces[0]!;
  for (const [at, slot] of slots.entries()) {
    const value = values[at]!;
    switch (slot.type) {
      case "child":
        html += liveHtml(value as Child) + (slot.isAlone ? "" : "<!---->");
        break;
      case "text":
        html += textHtml(slot, value as string);
        break;
      case "attribute":
        html += value === null ? "" : value === "" ? ` ${slot.name}` : ` ${slot.name}="${escapeHtml(value as string)}"`;
        break;
      case "flag":
        html += value === "" ? "" : ` ${value}`;
        break;
      case "island":
        html += (value as Island).html();
        break;
      case "handler":
        break;
    }
    html += pieces[at + 1]!;
  }
  return html;
}

function textHtml({ isRaw, dropsBreak }: TextPlace, text: string): string {
  if (isRaw) return text;
  return dropsBreak ? keepFirstBreak(escapeHtml(text)) : escapeHtml(text);
}
