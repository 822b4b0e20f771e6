/**
 * The places of a live page that are not children: attributes, texts of elements that hold no markup, and handlers.
 *
 * @module
 */

import type { SendOptions } from "../../page/send.ts";
import { mustWait, noteWritten } from "./told_fields.ts";

/** Called for every event of a handler, with its slot, the version that its page showed, and the options of `send`. */
export type Emit = (slot: number, version: number, event: Event, options: SendOptions | undefined) => void;

/** What stands in a slot: 0 child, 1 flag, 2 text, 3 island; a name is an attribute's, with `@` before it an event's. */
export type SlotKind = number | string;

/** A place in a tag, or the whole text of an element. */
export type Attribute =
  | { readonly type: "attribute"; readonly element: Element; readonly name: string }
  /** A boolean attribute; `name` is the last one it had. */
  | { readonly type: "flag"; readonly element: Element; name: string }
  | { readonly type: "text" | "island"; readonly element: Element }
  | { readonly type: "handler"; isOn: boolean; options: SendOptions | undefined };

// Elsewhere (`<li value>`, `<progress value>`) the property follows the attribute by itself.
const withValue = /^(?:input|textarea)$/i;

/** Takes a place of an element. A handler starts to listen, and is silent until it is told that it is there. */
export function takeAttribute(
  element: Element,
  kind: SlotKind,
  emit: (event: Event, options: SendOptions | undefined) => void,
  signal: AbortSignal,
): Attribute {
  if (kind === 1) return { type: "flag", element, name: "" };
  if (typeof kind === "number") return { type: kind === 3 ? "island" : "text", element };
  if (kind[0] !== "@") return { type: "attribute", element, name: kind };
  const handler = { type: "handler" as const, isOn: false, options: undefined };
  const capture = kind.endsWith("!");
  element.addEventListener(capture ? kind.slice(1, -1) : kind.slice(1), (event) => {
    if (handler.isOn) emit(event, handler.options);
  }, { capture, signal });
  return handler;
}

/** Notes a value that the server has written already. What a person has changed since then stays as it is. */
export function noteValue(attribute: Attribute, value: unknown): void {
  if (attribute.type === "handler") {
    attribute.isOn = Boolean(value);
    attribute.options = typeof value === "string" ? JSON.parse(value) : undefined;
  }
  if (attribute.type === "flag" && value) attribute.name = value as string;
  // The element reads them when it comes alive (`islands.ts`).
  if (attribute.type === "island") Object.assign(attribute.element, { props: value });
}

/** Writes a value that the server has sent. */
export function setValue(attribute: Attribute, value: unknown): void {
  switch (attribute.type) {
    case "handler":
    case "island":
      return noteValue(attribute, value);
    case "text":
      return setText(attribute.element, String(value || ""));
    case "attribute":
      return setAttribute(attribute.element, attribute.name, value as string | null);
    case "flag":
      noteValue(attribute, value);
      if (attribute.name) setAttribute(attribute.element, attribute.name, value ? "" : null);
  }
}

/** A field keeps what the document said that it begins with, for `navigation/form_values.ts`. */
type Field = Element & { rallyFirst?: readonly [string | null] };

function setAttribute(element: Field, name: string, value: string | null): void {
  const isState = name === "value" || name === "checked" || name === "selected";
  if (isState && mustWait(element, () => setAttribute(element, name, value))) return;
  if (isState) element.rallyFirst ??= [element.getAttribute(name)];
  if (value === null) element.removeAttribute(name);
  else element.setAttribute(name, value);
  // A field that was touched shows its property and no longer follows its attribute.
  if (name === "value") setFieldValue(element, value ?? "");
  else if (isState || name === "muted") Object.assign(element, { [name]: value !== null });
}

function setText(element: Field, text: string): void {
  if (mustWait(element, () => setText(element, text))) return;
  element.rallyFirst ??= [element.textContent];
  element.textContent = text;
  setFieldValue(element, text);
}

function setFieldValue(element: Element, value: string): void {
  const field = element as HTMLInputElement;
  if (!withValue.test(field.localName) || field.type === "file" || field.value === value) return;
  field.value = value;
  noteWritten(field);
}
