/**
 * Reduces a DOM event to the values that a message may need, the same for loops in the browser and on the server.
 *
 * @module
 */
import type { TextEntry } from "../wire/form_tree.ts";
import type { WireEvent } from "../wire/frames.ts";

/** Reads what is in the event now; call it before the event has ended. */
export function wireEvent(event: Event): WireEvent {
  const target = (event.currentTarget ?? event.target) as Partial<HTMLInputElement> | null;
  const form = target instanceof HTMLFormElement ? target : target?.form;
  return {
    type: event.type,
    // A form has its fields as properties: one named "value" is no string.
    value: typeof target?.value === "string" ? target.value : "",
    checked: target?.checked === true,
    key: (event as KeyboardEvent).key ?? "",
    form: form ? formFields(form, (event as SubmitEvent).submitter) : [],
  };
}

/** The text fields of a form as a browser would post them, the button that was pressed included. */
export function formFields(form: HTMLFormElement, submitter?: HTMLElement | null): TextEntry[] {
  return [...new FormData(form, submitter)].filter((field): field is [string, string] => typeof field[1] === "string");
}
