/**
 * What may be bound to a parameter. SQLite libraries bind NULL in silence for `NaN`, cut text at NUL when it is read
 * back and replace lone surrogates: every driver checks its values here first.
 *
 * @module
 */
import type { SqlValue } from "../types.ts";

/** Throws a `TypeError` that names the position (from 1) of the first value that cannot be stored and read back. */
export function checkValues(values: readonly SqlValue[], expected: number): void {
  if (values.length !== expected) throw wrongCount(values.length, expected);
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    switch (typeof value) {
      case "bigint":
        break;
      case "number":
        if (value !== value) throw badValue(i, "NaN", "SQLite would store NULL: bind null, or a number");
        break;
      case "string":
        if (value.includes("\0")) {
          throw badValue(i, "text with a NUL character", "SQLite cuts it when it is read: remove it, or store bytes");
        }
        if (!value.isWellFormed()) {
          throw badValue(i, "text with a lone surrogate", "it has no UTF-8 form: use `text.toWellFormed()`");
        }
        break;
      default:
        if (value !== null && !(value instanceof Uint8Array)) throw badValue(i, describe(value), hintFor(value));
    }
  }
}

/** Throws a `TypeError` that names the first `bigint` that needs more than 64 bits. */
export function checkIntegers(values: readonly SqlValue[]): void {
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (typeof value === "bigint" && BigInt.asIntN(64, value) !== value) {
      throw badValue(i, `the integer ${value}`, "SQLite stores integers of 64 bits: store it as text");
    }
  }
}

function wrongCount(got: number, expected: number): TypeError {
  return new TypeError(
    `Cannot bind values: got ${got}, expected ${expected}\nhint: give one value for each parameter, in order`,
  );
}

function badValue(index: number, got: string, hint: string): TypeError {
  return new TypeError(
    `Cannot bind parameter ${
      index + 1
    }: got ${got}, expected null, a number, a bigint, text or a Uint8Array\nhint: ${hint}`,
  );
}

function describe(value: unknown): string {
  if (typeof value === "object" && value !== null) return `an object of class ${value.constructor?.name ?? "Object"}`;
  return value === undefined ? "undefined" : `a ${typeof value}`;
}

function hintFor(value: unknown): string {
  if (value === undefined) return "bind null for a missing value";
  if (typeof value === "boolean") return "bind 1n or 0n";
  if (value instanceof Date) return "bind its milliseconds, `BigInt(date.getTime())`, or `date.toISOString()`";
  if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return "wrap the bytes: `new Uint8Array(buffer)`";
  return "turn it into one of these, e.g. with `JSON.stringify`";
}
