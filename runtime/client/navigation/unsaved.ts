/**
 * The guard of unsaved changes: while an element with `data-unsaved="Leave without saving?"` stands in the page, leaving
 * it asks that question first. A view writes the attribute as long as its model has something to lose.
 *
 * @module
 */

/** Whether the reader may leave: nothing is unsaved, or she says so. */
export function mayLeave(): boolean {
  const question = unsaved();
  return question === undefined || confirm(question);
}

/** Leaving the document asks too, in the browser's own words. */
export function guardDocument(): void {
  addEventListener("beforeunload", (event) => {
    if (unsaved() !== undefined) event.preventDefault();
  });
}

function unsaved(): string | undefined {
  return document.querySelector<HTMLElement>("[data-unsaved]")?.dataset.unsaved;
}
