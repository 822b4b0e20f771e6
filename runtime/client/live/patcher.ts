/**
 * Writes patches into the DOM of one live page. The shapes that travel are drawn in `live/live_view.ts`.
 *
 * @module
 */
import type { Json } from "../../wire/codec.ts";
import { type Emit, setValue } from "./attributes.ts";
import { type Child, LiveDom, Mismatch, move, type PartData, type TemplateData, type Templates } from "./live_dom.ts";

export type { Emit } from "./attributes.ts";
export { Mismatch, type Templates } from "./live_dom.ts";

/** A live page's DOM in the browser's hands. */
export interface Patcher {
  /** The version that is shown. */
  readonly version: number;
  /**
   * Writes the patch that makes the next version.
   *
   * @throws {Mismatch} When the patch is for another page than the one shown.
   */
  apply(patch: readonly Json[]): void;
  /** Whether a handler stands in a slot now. */
  hears(slot: number): boolean;
  /** Lets go of the DOM: nothing is sent any more, and nothing is removed. */
  dispose(): void;
}

/** What a page is taken over with, or built from. */
export interface Start {
  readonly shape: Json;
  /** Those that the browser does not have yet. */
  readonly templates: Json;
}

/** What a list's patch says: items that are gone, and where the others are placed. */
interface Placements {
  readonly "-"?: readonly number[];
  readonly "+"?: readonly (number | PartData)[];
}

/** What {@linkcode createPatcher} takes besides. */
export interface PatcherOptions {
  /** Whether the page is built from nothing, with a full shape; else the server's HTML is taken over. */
  readonly isNew: boolean;
  /** Called for every event of a handler. It decides what the browser's own answer to the event is. */
  readonly emit: Emit;
  /** The templates that the browser has; what comes with this page is added. */
  readonly known: Templates;
}

/**
 * Takes over a page, or builds it in the place of what its outlet holds.
 *
 * @throws {Mismatch} When the DOM is not what the server has written: then it has to be built.
 */
export function createPatcher(
  outlet: Element,
  { shape, templates }: Start,
  { isNew, emit, known }: PatcherOptions,
): Patcher {
  let [version, child] = shape as [number, Child];
  const dom = new LiveDom((slot, event, options) => emit(slot, version, event, options), known);
  dom.learn(templates as unknown as TemplateData[]);
  try {
    dom.take(outlet, child, isNew);
  } catch (error) {
    dom.dispose();
    throw error;
  }
  return {
    get version() {
      return version;
    },
    apply(patch) {
      const changes = [...patch];
      if (Array.isArray(changes[0])) dom.learn(changes.shift() as unknown as TemplateData[]);
      for (let at = 0; at < changes.length; at += 2) change(dom, changes[at] as number, changes[at + 1]!);
      version++;
    },
    hears(number) {
      const slot = dom.slots.get(number);
      return slot?.type === "handler" && slot.isOn;
    },
    dispose: () => dom.dispose(),
  };
}

function change(dom: LiveDom, number: number, value: Json): void {
  const slot = dom.slots.get(number);
  if (!slot) throw new Mismatch();
  if (slot.type !== "child") return setValue(slot, value);
  const { content, end } = slot;
  const parent: Node | null = end ? end.parentNode : slot.parent;
  // Before anything is removed: what a person has typed there is remembered when the page is built anew.
  if (!parent) throw new Mismatch();
  if (content.type === "text" && typeof value === "string") {
    setText(content.nodes[0]!, value, parent, end);
  } else if (content.type === "list" && isPlacements(value)) {
    place(dom, content.numbers, value, { parent, end });
  } else {
    dom.remove(content);
    slot.content = dom.content(value as unknown as Child, { parent, next: end, isNew: true, around: parent });
  }
}

function setText(text: Text, value: string, parent: Node, end: Node | null): void {
  text.data = value;
  if (text.isConnected) return;
  // A translator puts an element of its own in the place of each text.
  const other = end ? end.previousSibling : parent.lastChild;
  if (other?.nodeName === "FONT") parent.removeChild(other);
  parent.insertBefore(text, end);
}

function place(
  dom: LiveDom,
  numbers: Set<number>,
  { "-": gone = [], "+": placed = [] }: Placements,
  { parent, end }: { parent: Node; end: Node | null },
): void {
  const { activeElement } = document;
  for (const number of gone) {
    numbers.delete(number);
    dom.removePart(dom.items.get(number)!);
  }
  for (let at = 0; at < placed.length; at += 2) {
    const next = dom.items.get(placed[at] as number)?.first ?? end;
    const item = placed[at + 1]!;
    if (typeof item === "number") move(dom.items.get(item)!, parent, next);
    else numbers.add(dom.item(item, { parent, next, isNew: true, around: parent }));
  }
  // Not every browser can move an element without taking its focus.
  if (activeElement !== document.activeElement) (activeElement as HTMLElement)?.focus({ preventScroll: true });
}

function isPlacements(value: Json): value is Placements & Json {
  return typeof value === "object" && value !== null && ("+" in value || "-" in value);
}
