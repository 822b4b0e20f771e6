/**
 * What a parameter of an address may not be. `link.ts` and topics ask before they print one, so this reaches the browser.
 *
 * @module
 */

/**
 * Refuses a parameter, or an item of one, that is not there: printed, `undefined` is a text like any other, and leads
 * elsewhere in silence.
 *
 * @param action What the error says cannot be done.
 * @param name The parameter, as the pattern names it.
 * @throws {TypeError} When it is `undefined`, `null` or `NaN`.
 */
export function checkParam(action: string, name: string, value: unknown): void {
  if (value === undefined || value === null || Number.isNaN(value)) {
    throw new TypeError(`Cannot ${action}: got ${value} for the parameter "${name}", expected a value`);
  }
}
