/**
 * What a person does to an element, as the events that a browser makes of it.
 *
 * @module
 */
import { isDisabled } from "dom-accessibility-api";
import { noteChoice } from "./chosen_options.ts";
import type { TestWindow } from "./test_window.ts";

/** What can be typed into. */
export const typed = "textarea,input:not([type=hidden],[type=checkbox],[type=radio],[type=file],[type=image]," +
  "[type=submit],[type=button],[type=reset])";

/** Clicks; the element has the focus first, as with a mouse. */
export function click(element: Element, what: string): void {
  requireEnabled(element, what);
  (element as HTMLElement).focus();
  unjudged((element as HTMLButtonElement).form, () => (element as HTMLElement).click());
}

/** Replaces what a field holds. */
export function fill(window: TestWindow, element: Element, value: string, what: string): void {
  requireEnabled(element, what);
  const field = element as HTMLInputElement;
  if (field.readOnly) throw new Error(`Cannot fill ${what}: it can only be read`);
  field.focus();
  field.value = value;
  changed(window, field);
}

/** Chooses one option of a list, by its text. */
export function select(window: TestWindow, element: Element, option: string, what: string): void {
  requireEnabled(element, what);
  const list = element as HTMLSelectElement;
  const labels = Array.from(list.options, ({ label, text }) => label || text.trim());
  const at = labels.indexOf(option);
  if (at < 0) {
    const known = labels.map((label) => JSON.stringify(label)).join(", ");
    throw new Error(`Cannot select in ${what}: got "${option}", expected one of ${known}`);
  }
  list.focus();
  list.selectedIndex = at;
  noteChoice(list);
  changed(window, list);
}

/** Presses and lets go of a key. Enter in a field submits its form, unless the page wants the key for itself. */
export function press(window: TestWindow, element: Element, key: string, what: string): void {
  requireEnabled(element, what);
  const field = element as HTMLInputElement;
  field.focus();
  const goesOn = field.dispatchEvent(new window.KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  if (goesOn && key === "Enter" && field.localName === "input") submitFrom(field);
  field.dispatchEvent(new window.KeyboardEvent("keyup", { key, bubbles: true, cancelable: true }));
}

// A form is submitted by its first button; without one only when it has a single field.
function submitFrom({ form }: HTMLInputElement): void {
  if (!form) return;
  const button = form.querySelector<HTMLElement>("button:not([type]),button[type=submit],input[type=submit]");
  if (button) unjudged(form, () => button.click());
  else if (form.querySelectorAll(typed).length === 1) unjudged(form, () => form.requestSubmit());
}

/** What a browser would refuse by itself goes to the server, whose answer is what a test is about. */
function unjudged(form: HTMLFormElement | null | undefined, submit: () => void): void {
  if (!form || form.noValidate) return submit();
  form.noValidate = true;
  submit();
  form.noValidate = false;
}

function changed(window: TestWindow, field: Element): void {
  field.dispatchEvent(new window.Event("input", { bubbles: true }));
  field.dispatchEvent(new window.Event("change", { bubbles: true }));
}

function requireEnabled(element: Element, what: string): void {
  if (isDisabled(element)) throw new Error(`Cannot use ${what}: it is disabled`);
}
