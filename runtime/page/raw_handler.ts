/**
 * A function in the place of a handler. The compiler refuses it; where nobody has asked the compiler it would make a
 * button that does nothing, so a view that holds one is not shown.
 *
 * @module
 */
import { isHandler } from "./send.ts";

/**
 * Requires that an attribute for an event holds what `send` makes, or nothing.
 *
 * @param element As the author wrote it, e.g. `<button>`.
 * @throws {TypeError} When it is a function.
 */
export function requireHandler(name: string, value: unknown, element: string): void {
  if (typeof value !== "function" || !/^on/i.test(name) || isHandler(value)) return;
  throw new TypeError(
    `Cannot render ${element}: got a function as ${name}, expected a message in send()\n` +
      'hint: give it send({ type: "…" }), or send((event) => ({ type: "…", text: event.value }))',
  );
}
