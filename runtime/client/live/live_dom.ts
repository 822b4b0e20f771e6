/**
 * The DOM of one live page with direct references to every place that can change. They are found by walking each
 * template and the nodes that were made from it side by side: nodes of the server's HTML, or of a clone that is filled
 * on the way. After that nothing is ever searched.
 *
 * @module
 */
import type { SendOptions } from "../../page/send.ts";
import { type Attribute, noteValue, setValue, type SlotKind, takeAttribute } from "./attributes.ts";
import { placesOf, Template } from "./template.ts";

/**
 * The DOM is not what the server has written: the parser has moved something, or somebody has changed it. Nobody reads
 * where: the page is built anew.
 */
export class Mismatch extends Error {
  override name = "Mismatch";
}

/** A child as it travels (see `live/live_view.ts`). */
export type Child = string | number | null | undefined | PartData | readonly PartData[] | { readonly html: string };
/** One use of a template as it travels. */
export type PartData = readonly [template: number, number: number, ...values: unknown[]];
/** A template as it travels. */
export type TemplateData = readonly [number: number, markup: string, kinds: readonly SlotKind[]];

/** One use of a template: everything from its first to its last node. */
export interface Part {
  readonly number: number;
  readonly template: Template;
  readonly first: Node;
  readonly last: Node;
}

/** What the browser was sent of templates, by their numbers: with this page, and with those before it. */
export type Templates = Map<number, Template>;

/** Called for every event of a handler. */
export type SlotEmit = (slot: number, event: Event, options: SendOptions | undefined) => void;

/** What stands in a place for a child. */
export type Content =
  | { readonly type: "text"; readonly nodes: readonly Text[] }
  | { readonly type: "html"; readonly nodes: readonly ChildNode[] }
  | { readonly type: "part"; readonly part: Part }
  | { readonly type: "list"; readonly numbers: Set<number> };

/** A place for a child. It ends before `end`; without one it is all that `parent` holds. */
export interface ChildSlot {
  readonly type: "child";
  readonly parent: Node;
  readonly end: Node | null;
  content: Content;
}

/** Where a walk stands: before `next` in `parent`. */
export interface Cursor {
  readonly parent: Node;
  next: Node | null;
  /** Whether nodes are made here, or were made by the server. */
  readonly isNew: boolean;
  /** The element around: not the parent while a clone is still on its own. */
  readonly around: Node;
}

/** One live page's DOM. */
export class LiveDom {
  readonly slots: Map<number, ChildSlot | Attribute> = new Map();
  /** The uses of templates that stand in lists. */
  readonly items: Map<number, Part> = new Map();
  readonly #templates: Templates;
  readonly #listening = new AbortController();
  /** What stands inside of a layout: another loop's outlet. It stays as it is, wherever the layout shows it. */
  #inside: Element | null = null;
  readonly #emit: SlotEmit;

  constructor(emit: SlotEmit, templates: Templates) {
    this.#emit = emit;
    this.#templates = templates;
  }

  /** Keeps templates for what is to come. */
  learn(templates: readonly TemplateData[]): void {
    for (const [number, markup, kinds] of templates) this.#templates.set(number, new Template(markup, kinds));
  }

  /** Takes over the page in an outlet, or makes it in the place of what is there. */
  take(outlet: Element, child: Child, isNew: boolean): void {
    this.#inside = outlet.querySelector("rally-outlet");
    if (isNew) outlet.replaceChildren();
    const at = { parent: outlet, next: outlet.firstChild, isNew, around: outlet };
    this.slots.set(0, { type: "child", parent: outlet, end: null, content: this.content(child, at) });
  }

  /** Lets go of everything. */
  dispose(): void {
    this.#listening.abort();
    this.slots.clear();
    this.items.clear();
  }

  /** Takes, or makes, what stands in a place for a child; then `at` stands behind it. */
  content(child: Child, at: Cursor): Content {
    if (isPart(child)) return { type: "part", part: this.#part(child, at) };
    if (Array.isArray(child)) return { type: "list", numbers: new Set(child.map((item) => this.item(item, at))) };
    if (isHtml(child)) return { type: "html", nodes: this.#html(child.html, at) };
    return { type: "text", nodes: [takeText(child, at)] };
  }

  /** Takes, or makes, an item of a list, and gives its number. */
  item(data: PartData, at: Cursor): number {
    const part = this.#part(data, at);
    this.items.set(part.number, part);
    return part.number;
  }

  /** Removes what stands in a place for a child. */
  remove(content: Content): void {
    if (content.type === "part") this.removePart(content.part);
    else if (content.type === "list") content.numbers.forEach((number) => this.removePart(this.items.get(number)!));
    else content.nodes.forEach((node) => node.remove());
  }

  /** Removes a use of a template. */
  removePart(part: Part): void {
    this.#forget(part);
    nodesOf(part).forEach((node) => node.remove());
  }

  #part(data: PartData, at: Cursor): Part {
    const [id, number] = data;
    const template = this.#templates.get(id);
    if (!template) throw new Mismatch();
    const content = template.content(at.around);
    const clone = at.isNew ? template.clone(at.around) : undefined;
    const inside = clone ? { ...at, parent: clone, next: clone.firstChild } : at;
    inside.next = passForeign(inside.next, template.isOneElement ? content.firstChild!.nodeName : "#comment");
    const first = inside.next;
    if (!template.isOneElement) passMarker(inside);
    this.#walk(content.firstChild, inside, data, template.kinds);
    const last = inside.next ? inside.next.previousSibling : inside.parent.lastChild;
    if (clone) at.parent.insertBefore(clone, at.next);
    return { number, template, first: first!, last: last! };
  }

  #walk(node: Node | null, at: Cursor, data: PartData, kinds: readonly SlotKind[]): void {
    for (; node; node = node.nextSibling) {
      const found = passForeign(at.next, node.nodeName);
      if (node.nodeName === "#comment") {
        const index = Number((node as Comment).data.slice(1));
        // Only inside an element: what stands around a template's root is not known here.
        const isAlone = !node.previousSibling && !node.nextSibling && node.parentElement !== null;
        this.slots.set(data[1] + index, this.#childSlot(data[index + 2] as Child, at, isAlone));
      } else if (node.nodeName === "#text") {
        at.next = cutText(found, (node as Text).data);
      } else {
        if (found?.nodeName !== node.nodeName) throw new Mismatch();
        this.#takeElement(node as Element, found as Element, data, kinds, at.isNew);
        this.#walk(node.firstChild, { ...at, parent: found, next: found.firstChild, around: found }, data, kinds);
        at.next = found.nextSibling;
      }
    }
  }

  #html(html: string, at: Cursor): ChildNode[] {
    const nodes: ChildNode[] = [];
    if (at.isNew) {
      const made = new Template(html, []).clone(at.around);
      if (this.#inside) made.querySelector("rally-outlet")?.replaceWith(this.#inside);
      nodes.push(...made.childNodes);
      at.parent.insertBefore(made, at.next);
    } else {
      for (; at.next && !isMarker(at.next); at.next = at.next.nextSibling) nodes.push(at.next as ChildNode);
    }
    return nodes;
  }

  #childSlot(child: Child, at: Cursor, isAlone: boolean): ChildSlot {
    const content = this.content(child, at);
    const { parent } = at;
    if (isAlone && !at.isNew) return { type: "child", parent, end: null, content };
    const end = at.next as Comment;
    // In a clone the template's own comment is still there: it becomes the end marker.
    if (at.isNew) end.data = "";
    passMarker(at);
    if (isAlone) end.remove();
    return { type: "child", parent, end: isAlone ? null : end, content };
  }

  #takeElement(node: Element, element: Element, data: PartData, kinds: readonly SlotKind[], isNew: boolean): void {
    for (const index of placesOf(node)) {
      const number = data[1] + index;
      const attribute = takeAttribute(
        element,
        kinds[index]!,
        (event, options) => this.#emit(number, event, options),
        this.#listening.signal,
      );
      this.slots.set(number, attribute);
      if (isNew) element.removeAttribute("$" + index);
      (isNew ? setValue : noteValue)(attribute, data[index + 2] ?? null);
    }
  }

  #forget({ number, template }: Part): void {
    this.items.delete(number);
    for (let at = number; at < number + template.kinds.length; at++) {
      const slot = this.slots.get(at);
      this.slots.delete(at);
      if (slot?.type !== "child") continue;
      const { content } = slot;
      if (content.type === "part") this.#forget(content.part);
      if (content.type === "list") content.numbers.forEach((item) => this.#forget(this.items.get(item)!));
    }
  }
}

/** Places a use of a template elsewhere. `moveBefore` keeps focus, scroll positions and running media. */
export function move(part: Part, parent: Node, next: Node | null): void {
  const target = parent as Node & { moveBefore?(node: Node, next: Node | null): void };
  for (const node of nodesOf(part)) {
    if (target.moveBefore && target.isConnected) target.moveBefore(node, next);
    else target.insertBefore(node, next);
  }
}

function isPart(child: Child): child is PartData {
  return Array.isArray(child) && typeof child[0] === "number";
}

function isHtml(child: Child): child is { readonly html: string } {
  return typeof child === "object" && child !== null && "html" in child;
}

function isMarker(node: Node | null): boolean {
  return node?.nodeName === "#comment" && (node as Comment).data === "";
}

/** Passes elements that an extension, or a script of the app's own, has put between ours. */
function passForeign(node: Node | null, name: string): Node | null {
  while (node?.nodeType === Node.ELEMENT_NODE && node.nodeName !== name) node = node.nextSibling;
  return node;
}

function passMarker(at: Cursor): void {
  at.next = passForeign(at.next, "#comment");
  if (!isMarker(at.next)) throw new Mismatch();
  at.next = at.next!.nextSibling;
}

function takeText(text: Child, at: Cursor): Text {
  const found = at.isNew ? at.next : passForeign(at.next, "#text");
  if (!at.isNew && found?.nodeName === "#text") {
    at.next = found.nextSibling;
    return found as Text;
  }
  return at.parent.insertBefore(document.createTextNode(at.isNew && text ? String(text) : ""), found);
}

// A constant text and the dynamic one behind it are one node in the server's HTML.
function cutText(found: Node | null, text: string): Node | null {
  if (found?.nodeName !== "#text" || !(found as Text).data.startsWith(text)) throw new Mismatch();
  return (found as Text).length > text.length ? (found as Text).splitText(text.length) : found.nextSibling;
}

function nodesOf({ first, last }: Part): ChildNode[] {
  const nodes = [first as ChildNode];
  for (let node = first; node !== last;) nodes.push((node = node.nextSibling!) as ChildNode);
  return nodes;
}
