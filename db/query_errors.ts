/**
 * The errors of generated query functions: which value of which column or parameter is wrong.
 *
 * @module
 */
import type { SqlValue } from "./types.ts";

/** What is thrown for a value that a column may not hold. */
export function badColumn(value: SqlValue, expected: string, place: string): TypeError {
  return new TypeError(`Cannot read column ${place}: got ${describe(value)}, expected ${expected}`);
}

/** What is thrown for a value that a parameter does not take. */
export function badParameter(value: unknown, expected: string, place: string): TypeError {
  return new TypeError(`Cannot bind parameter ${place}: got ${describe(value)}, expected ${expected}`);
}

/** The error of one of several items, with its index. */
export function badItem(error: unknown, index: number): unknown {
  return error instanceof TypeError ? new TypeError(`${error.message} (items[${index}])`, { cause: error }) : error;
}

/** A value for a message: what it is, and enough of it to find it. */
export function describe(value: unknown): string {
  if (value instanceof Uint8Array) return `a BLOB of length ${value.length}`;
  switch (typeof value) {
    case "string":
      return `the text ${JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value)}`;
    case "number":
    case "bigint":
    case "boolean":
    case "undefined":
      return String(value);
    case "object":
      return value === null ? "NULL" : `an object of class ${value.constructor?.name ?? "Object"}`;
    default:
      return `a ${typeof value}`;
  }
}
