/**
 * A hook that was called where there is no Preact component: in a page's own code, which has a model for that.
 *
 * @module
 */

// Preact's own name for what it keeps of the component that is being drawn: outside of one there is none.
const hookless = /__H\b/;

/**
 * What is behind an error of Preact's, with the remedy; `undefined` for every other message.
 *
 * @param where In what the hook was called, e.g. `the component Clock`.
 */
export function lostHook(message: string, where: string): string | undefined {
  if (!hookless.test(message)) return undefined;
  return `Cannot call a hook in ${where}: got it outside of a Preact component, expected it inside of one (${message})\n` +
    "hint: keep the value in the model, or call the hook in a component that is given to preact(Component)";
}
