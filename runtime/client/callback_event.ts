/**
 * Calls of a third-party component's functions, as events: a handler made by `send` takes nothing else.
 *
 * @module
 */
import type { WireEvent } from "../wire/frames.ts";
import { wireEvent } from "./page_event.ts";

/**
 * An event that carries what a function was called with, reduced to the same values in both modes.
 *
 * @param name The name of the event behind `rally:`.
 * @param value The first argument; the others are dropped.
 */
export function callbackEvent(name: string, value: unknown): CustomEvent<WireEvent> {
  return new CustomEvent(`rally:${name}`, { detail: value instanceof Event ? wireEvent(value) : reduced(value) });
}

function reduced(value: unknown): WireEvent {
  return {
    type: "callback",
    value: typeof value === "string" ? value : "",
    checked: value === true,
    key: "",
    form: [],
    detail: dataOf(value),
  };
}

// What is no data, such as a part of the page, could not travel to a live page.
function dataOf(value: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(value) ?? "null");
  } catch {
    return null;
  }
}
