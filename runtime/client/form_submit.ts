/**
 * What both engines do with a submitted form.
 *
 * @module
 */
/**
 * Lets the browser post a form to the address that is shown now. The form may stand in a layout, which stays while its
 * pages change, or in a page that was drawn here, where its address is relative and would lose the page's query. The
 * action is the last parameter of a form's address (`formTarget` in `page/form.ts`).
 */
export function postHere(form: HTMLFormElement): void {
  const action = [...new URL(form.action).searchParams].at(-1);
  const url = new URL(location.href);
  if (action) url.searchParams.set(...action);
  form.action = url.href;
}

/**
 * Whether a form waits for an answer and must not be sent again. A form of buttons alone is free: two quick clicks on
 * "+" mean two.
 */
export function isLocked(form: HTMLFormElement): boolean {
  return form.ariaBusy === "true" && form.querySelector("input:not([type=hidden]),textarea,select") !== null;
}
