/**
 * Keeps the stages of a composition from the page: what an input method shows while somebody looks for a character is no
 * text yet, and the key that takes it is none of the page's. One `input` tells what has come of it.
 * Loaded with the navigation, which comes when somebody enters a field.
 *
 * @module
 */

/** Starts to listen, before any other listener. */
export function waitForCompositions(): void {
  let composed: EventTarget | null = null;
  for (const type of ["input", "change", "keydown", "keyup"]) {
    addEventListener(type, (event) => {
      if (!isField(event.target)) return;
      const { isComposing, keyCode } = event as KeyboardEvent;
      // In Safari the composition is over when the key comes that has ended it: it has this number then.
      if (isComposing || keyCode === 229) event.stopImmediatePropagation();
      // Some browsers tell what has come of it themselves.
      else if (type === "input") composed = null;
    }, true);
  }
  addEventListener("compositionend", ({ target }) => {
    if (!isField(target)) return;
    composed = target;
    setTimeout(() => composed?.dispatchEvent(new InputEvent("input", { bubbles: true })));
  }, true);
}

// What edits text in another way, such as a third-party editor, follows the stages itself.
function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}
