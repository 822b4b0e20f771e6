/**
 * What a browser says of its events, read: whatever it sends, a page's `(event) => message` gets the shape that it was
 * promised.
 *
 * @module
 */
import type { HeardValue } from "../live/live_loop.ts";
import type { Connection } from "../page/subscription.ts";
import { textEntries } from "../wire/form_tree.ts";
import type { WireEvent } from "../wire/frames.ts";

/** An event of a handler; `undefined` for what has another shape. */
export function readEvent(value: unknown): WireEvent | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const event = value as Readonly<Record<string, unknown>>;
  const { type, value: text, checked, key } = event;
  const form = textEntries(event.form);
  const isText = typeof type === "string" && typeof text === "string" && typeof key === "string";
  if (!isText || typeof checked !== "boolean" || !form) return undefined;
  return { type, value: text, checked, key, form, ...("detail" in event ? { detail: event.detail } : {}) };
}

/** What was heard of a source, as each kind of source would have it. */
export function readHeard(value: unknown): HeardValue {
  const given = (typeof value === "object" && value !== null ? value : {}) as Readonly<Record<string, unknown>>;
  const text = (name: string) => typeof given[name] === "string" ? given[name] : "";
  const event = {
    type: text("type"),
    value: text("value"),
    checked: given.checked === true,
    key: text("key"),
    form: {},
    ...("detail" in given ? { detail: given.detail } : {}),
  };
  return { event, media: value === true, connection: readConnection(given) };
}

/** A whole number from 0 on. */
export function isIndex(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

// What is not heard over the connection that it is about says that there is one.
function readConnection({ state, waiting }: Readonly<Record<string, unknown>>): Connection {
  return {
    state: state === "reconnecting" || state === "offline" ? state : "online",
    waiting: isIndex(waiting) ? waiting : 0,
  };
}
