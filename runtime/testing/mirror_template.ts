/**
 * A template of a live page, cut at its places.
 *
 * @module
 */
import { voidElements } from "../render/element.ts";

/** 0 child, 1 flag, 2 text, 3 island; a name is an attribute's, with `@` before it an event's. */
export type SlotKind = number | string;

/** A template as the server has sent it. In its markup `<`, `>` and `"` are never data. */
export class MirrorTemplate {
  readonly kinds: readonly SlotKind[];
  /** The constant HTML around the slots: one piece more than slots. */
  readonly pieces: readonly string[];
  /** By slot: the element that it stands in. */
  readonly tags: readonly string[];
  /** By slot: whether it is all that its element holds, so that the element's end is its own. */
  readonly alone: readonly boolean[];
  /** Whether its root is exactly one element. Anything else has a marker before it in the server's HTML. */
  readonly isOneElement: boolean;

  constructor(markup: string, kinds: readonly SlotKind[]) {
    this.kinds = kinds;
    const pieces = piecesOf(markup);
    for (const [at, kind] of kinds.entries()) {
      // The place of a text or an island is the last in its element's tag; what stands there stands behind the tag.
      if (kind !== 2 && kind !== 3) continue;
      pieces[at] += ">";
      pieces[at + 1] = pieces[at + 1]!.slice(1);
    }
    this.pieces = pieces;
    const before = kinds.map((_, at) => pieces.slice(0, at + 1).join("\0"));
    this.tags = before.map((html) => /.*<([^\s/<>\0]+)/s.exec(html)?.[1] ?? "");
    this.alone = before.map((html, at) => {
      const [, tag] = /<([^\s/<>\0]+)[^<>]*>$/.exec(html) ?? [];
      return tag !== undefined && pieces[at + 1]!.startsWith(`</${tag}>`);
    });
    this.isOneElement = isOneElement(markup);
  }
}

// Outside of a tag, and in quotes, ` $0` is text.
function piecesOf(markup: string): string[] {
  const cut = markup.replace(/<[^>]*>/g, (tag) => {
    if (tag.startsWith("<!--$")) return "\0";
    return tag.replace(/"[^"]*"| \$\d+(?=[ >])/g, (found) => found.startsWith(" ") ? "\0" : found);
  });
  return cut.split("\0");
}

function isOneElement(markup: string): boolean {
  let depth = 0;
  let elements = 0;
  for (const [, end, tag] of markup.matchAll(/<(\/?)([^\s/<>]+)[^>]*>|[^<]+/g)) {
    const isElement = tag !== undefined && !tag.startsWith("!--");
    if (depth === 0 && !isElement) return false;
    if (depth === 0) elements += 1;
    if (isElement && !voidElements.has(tag)) depth += end === "" ? 1 : -1;
  }
  return elements === 1;
}
