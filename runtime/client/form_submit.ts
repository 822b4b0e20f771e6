/**
 * What both engines do with a submitted form.
 *
 * @module
 */
/** A document that was asked for is there by then, or never comes: the person has stopped it. */
const postedMs = 10_000;

/**
 * Lets the browser post a form to the address that is shown now, once: a second click while the answer is on its way
 * would run the action again. The form may stand in a layout, which stays while its pages change, or in a page that was
 * drawn here, where its address is relative and would lose the page's query. The action is the last parameter of a
 * form's address (`formTarget` in `page/form.ts`).
 */
export function postHere(form: HTMLFormElement, event: Event): void {
  if (form.ariaBusy) return event.preventDefault();
  setBusy(form, true);
  setTimeout(setBusy, postedMs, form, false);
  // By attribute: the properties of a form are its fields, if it has one named "action".
  const action = [...new URL(form.getAttribute("action") ?? "", location.href).searchParams].at(-1);
  const url = new URL(location.href);
  if (action) url.searchParams.set(...action);
  form.setAttribute("action", url.href);
}

/** Empties a form whose action went well, as the document load would that answers it without JavaScript. */
export function empty(form: HTMLFormElement): void {
  HTMLFormElement.prototype.reset.call(form);
}

/** Says on a form whether it waits for its answer. */
export function setBusy(form: Element, busy: boolean): void {
  form.ariaBusy = busy ? "true" : null;
}

/**
 * Whether a form waits for an answer and must not be sent again. A form of buttons alone is free: two quick clicks on
 * "+" mean two.
 */
export function isLocked(form: HTMLFormElement): boolean {
  return !!form.ariaBusy && form.querySelector("input:not([type=hidden]),textarea,select") !== null;
}
