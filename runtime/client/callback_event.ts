/**
 * Calls of a third-party component's functions, reduced to what an event of the page tells.
 *
 * @module
 */
import type { WireEvent } from "../wire/frames.ts";
import { wireEvent } from "./page_event.ts";

/**
 * What a call tells; the same values in both modes.
 *
 * @param value The first argument; the others are dropped.
 */
export function callbackEvent(value: unknown): WireEvent {
  if (value instanceof Event) return wireEvent(value);
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
