/**
 * Reads from the constant pieces of a template what surrounds each of its child slots. Pieces are well formed: in
 * them `<`, `>` and `"` are never data.
 *
 * @module
 */
import { voidElements } from "../render/element.ts";

/** What {@linkcode readPlaces} finds. */
export interface Places {
  /** By slot; `undefined` for slots inside a tag. */
  readonly children: readonly (ChildPlace | undefined)[];
  /** Whether the root is exactly one element. */
  readonly isOneElement: boolean;
}

/** Where a child slot stands. */
export interface ChildPlace {
  /** Whether it is all that its element holds. */
  readonly isAlone: boolean;
  /** Set in elements that hold text only: the constant text around the slot, as the DOM has it. */
  readonly text: TextPlace | undefined;
}

/** The inside of an element that holds text only. */
export interface TextPlace {
  readonly before: string;
  readonly after: string;
  /** Whether the parser decodes no entities in it. */
  readonly isRaw: boolean;
  /** Whether the parser drops a line break at its start. */
  readonly dropsBreak: boolean;
}

interface OpenElement {
  readonly tag: string;
  /** Texts, elements and slots directly inside. */
  items: number;
  elements: number;
  slots: number;
  readonly texts: [before: string, after: string];
}

// Inside these the parser reads text only. In the first two it decodes entities, in the others it does not.
const decodedTexts: ReadonlySet<string> = new Set(["textarea", "title"]);
const rawTexts: ReadonlySet<string> = new Set(["script", "style", "iframe", "xmp", "noembed", "noframes", "noscript"]);

/**
 * Finds the surroundings of every child slot.
 *
 * @param isChild By slot: whether it stands between tags.
 * @throws {TypeError} When an element that holds text only has more than one slot, or a `<template>` has one.
 */
export function readPlaces(pieces: readonly string[], isChild: readonly boolean[]): Places {
  const root = open("");
  const path = [root];
  const parents: (OpenElement | undefined)[] = [];
  let tag: string | undefined;
  for (const [at, piece] of pieces.entries()) {
    for (let from = 0; from < piece.length;) {
      const edge = piece.indexOf(tag === undefined ? "<" : ">", from);
      const to = edge < 0 ? piece.length : edge;
      const part = piece.slice(from, to);
      if (tag === undefined) addText(path.at(-1)!, part);
      else tag += part;
      if (edge >= 0 && tag === undefined) {
        tag = "";
      } else if (edge >= 0 && tag !== undefined) {
        passTag(path, tag);
        tag = undefined;
      }
      from = to + 1;
    }
    if (at < isChild.length && path.some((element) => element.tag === "template")) {
      throw new TypeError(
        "Cannot render <template> in a live page: got a dynamic part inside of it, expected constant HTML\n" +
          "hint: what is in a <template> is not shown; put the changing part into a data- attribute of it",
      );
    }
    if (!isChild[at]) continue;
    const parent = path.at(-1)!;
    parent.items++;
    parent.slots++;
    parents[at] = parent;
  }
  return {
    children: isChild.map((_, at) => placeIn(parents[at], root)),
    isOneElement: root.items === 1 && root.elements === 1,
  };
}

function open(tag: string): OpenElement {
  return { tag, items: 0, elements: 0, slots: 0, texts: ["", ""] };
}

function addText(parent: OpenElement, text: string): void {
  if (text === "") return;
  parent.items++;
  parent.texts[parent.slots === 0 ? 0 : 1] += text;
}

function passTag(path: OpenElement[], tag: string): void {
  if (tag.startsWith("/")) return void path.pop();
  const parent = path.at(-1)!;
  parent.items++;
  parent.elements++;
  const [name = ""] = tag.split(/[\s/]/, 1);
  if (!voidElements.has(name)) path.push(open(name));
}

function placeIn(parent: OpenElement | undefined, root: OpenElement): ChildPlace | undefined {
  if (parent === undefined) return undefined;
  const isRaw = rawTexts.has(parent.tag);
  if (!isRaw && !decodedTexts.has(parent.tag)) {
    return { isAlone: parent !== root && parent.items === 1, text: undefined };
  }
  if (parent.slots > 1) {
    throw new TypeError(
      `Cannot render <${parent.tag}> in a live page: got ${parent.slots} dynamic parts, expected one\n` +
        "hint: put them into one template string",
    );
  }
  const [before, after] = parent.texts.map((text) => isRaw ? text : decode(text)) as [string, string];
  return { isAlone: true, text: { before, after, isRaw, dropsBreak: parent.tag === "textarea" } };
}

const entities: Readonly<Record<string, string>> = {
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
  "&amp;": "&",
};

// The transform writes no other entities.
function decode(text: string): string {
  return text.replace(/&(?:lt|gt|quot|#39|amp);/g, (entity) => entities[entity]!);
}
