/**
 * What generated query functions call: values of rows are checked on their way in, parameters on their way out. The
 * types of a query are proven when it is generated; these checks keep the promise where SQLite does not (an ordinary
 * table stores any value in any column) and where TypeScript cannot (a caller in plain JavaScript).
 *
 * Every function here stands in the path of each value, so it is small enough to be inlined and builds its message
 * only when it throws.
 *
 * @module
 */
import { badColumn, badParameter } from "./query_errors.ts";
import type { SqlValue } from "./types.ts";

/** Reads an INTEGER. @throws {TypeError} When it is anything else, or beyond ±2^53. */
export function readInteger(value: SqlValue, query: string, column: string): number {
  if (Number.isSafeInteger(value)) return value as number;
  throw badColumn(value, "an INTEGER within ±2^53", `"${column}" of query "${query}"`);
}

/** Reads an INTEGER or NULL. @throws {TypeError} When it is anything else, or beyond ±2^53. */
export function readIntegerOrNull(value: SqlValue, query: string, column: string): number | null {
  return value === null ? null : readInteger(value, query, column);
}

/** Reads a REAL, or an INTEGER where one may stand for it. @throws {TypeError} When it is anything else, or infinite. */
export function readReal(value: SqlValue, query: string, column: string): number {
  if (Number.isFinite(value)) return value as number;
  throw badColumn(value, "a finite number", `"${column}" of query "${query}"`);
}

/** Reads a REAL or NULL. @throws {TypeError} When it is anything else, or infinite. */
export function readRealOrNull(value: SqlValue, query: string, column: string): number | null {
  return value === null ? null : readReal(value, query, column);
}

/** Reads a TEXT. @throws {TypeError} When it is anything else. */
export function readText(value: SqlValue, query: string, column: string): string {
  if (typeof value === "string") return value;
  throw badColumn(value, "a TEXT", `"${column}" of query "${query}"`);
}

/** Reads a TEXT or NULL. @throws {TypeError} When it is anything else. */
export function readTextOrNull(value: SqlValue, query: string, column: string): string | null {
  return value === null ? null : readText(value, query, column);
}

/** Reads a BLOB. @throws {TypeError} When it is anything else. */
export function readBlob(value: SqlValue, query: string, column: string): Uint8Array {
  if (value instanceof Uint8Array) return value;
  throw badColumn(value, "a BLOB", `"${column}" of query "${query}"`);
}

/** Reads a BLOB or NULL. @throws {TypeError} When it is anything else. */
export function readBlobOrNull(value: SqlValue, query: string, column: string): Uint8Array | null {
  return value === null ? null : readBlob(value, query, column);
}

/** Reads a BOOLEAN, stored as 0 or 1. @throws {TypeError} When it is anything else. */
export function readBoolean(value: SqlValue, query: string, column: string): boolean {
  if (value === 1) return true;
  if (value === 0) return false;
  throw badColumn(value, "a BOOLEAN: 0 or 1", `"${column}" of query "${query}"`);
}

/** Reads a BOOLEAN or NULL. @throws {TypeError} When it is anything else. */
export function readBooleanOrNull(value: SqlValue, query: string, column: string): boolean | null {
  return value === null ? null : readBoolean(value, query, column);
}

/** Reads one of several texts. @throws {TypeError} When it is anything else. */
export function readOneOf<Value extends string>(
  value: SqlValue,
  allowed: readonly Value[],
  query: string,
  column: string,
): Value {
  if (allowed.includes(value as Value)) return value as Value;
  throw badColumn(value, listed(allowed), `"${column}" of query "${query}"`);
}

/** Reads one of several texts or NULL. @throws {TypeError} When it is anything else. */
export function readOneOfOrNull<Value extends string>(
  value: SqlValue,
  allowed: readonly Value[],
  query: string,
  column: string,
): Value | null {
  return value === null ? null : readOneOf(value, allowed, query, column);
}

/** Binds an INTEGER, as a bigint: drivers bind a number as REAL. @throws {TypeError} When it is not a safe integer. */
export function bindInteger(value: number, query: string, parameter: string): bigint {
  if (Number.isSafeInteger(value)) return BigInt(value);
  throw badParameter(value, "an integer within ±2^53", `"${parameter}" of query "${query}"`);
}

/** Binds an INTEGER or NULL. @throws {TypeError} When it is neither a safe integer nor null. */
export function bindIntegerOrNull(value: number | null, query: string, parameter: string): bigint | null {
  return value === null ? null : bindInteger(value, query, parameter);
}

/** Binds a REAL. @throws {TypeError} When it is not a finite number: SQLite would store NaN as NULL. */
export function bindReal(value: number, query: string, parameter: string): number {
  if (Number.isFinite(value)) return value;
  throw badParameter(value, "a finite number", `"${parameter}" of query "${query}"`);
}

/** Binds a REAL or NULL. @throws {TypeError} When it is neither a finite number nor null. */
export function bindRealOrNull(value: number | null, query: string, parameter: string): number | null {
  return value === null ? null : bindReal(value, query, parameter);
}

/**
 * Binds a TEXT.
 *
 * @throws {TypeError} When it is not a string, or one that would be read back changed: SQLite drivers cut text at NUL,
 * and a lone surrogate has no UTF-8 form.
 */
export function bindText(value: string, query: string, parameter: string): string {
  if (typeof value === "string" && !value.includes("\0") && value.isWellFormed()) return value;
  throw badParameter(value, "a string without NUL and lone surrogates", `"${parameter}" of query "${query}"`);
}

/** Binds a TEXT or NULL. @throws {TypeError} As {@linkcode bindText} does. */
export function bindTextOrNull(value: string | null, query: string, parameter: string): string | null {
  return value === null ? null : bindText(value, query, parameter);
}

/** Binds a BLOB. @throws {TypeError} When it is not a Uint8Array. */
export function bindBlob(value: Uint8Array, query: string, parameter: string): Uint8Array {
  if (value instanceof Uint8Array) return value;
  throw badParameter(value, "a Uint8Array", `"${parameter}" of query "${query}"`);
}

/** Binds a BLOB or NULL. @throws {TypeError} When it is neither a Uint8Array nor null. */
export function bindBlobOrNull(value: Uint8Array | null, query: string, parameter: string): Uint8Array | null {
  return value === null ? null : bindBlob(value, query, parameter);
}

/** Binds a BOOLEAN as 0 or 1. @throws {TypeError} When it is not a boolean. */
export function bindBoolean(value: boolean, query: string, parameter: string): bigint {
  if (typeof value === "boolean") return value ? 1n : 0n;
  throw badParameter(value, "a boolean", `"${parameter}" of query "${query}"`);
}

/** Binds a BOOLEAN or NULL. @throws {TypeError} When it is neither a boolean nor null. */
export function bindBooleanOrNull(value: boolean | null, query: string, parameter: string): bigint | null {
  return value === null ? null : bindBoolean(value, query, parameter);
}

/** Binds one of several texts. @throws {TypeError} When it is none of them. */
export function bindOneOf(value: string, allowed: readonly string[], query: string, parameter: string): string {
  if (allowed.includes(value)) return value;
  throw badParameter(value, listed(allowed), `"${parameter}" of query "${query}"`);
}

/** Binds one of several texts or NULL. @throws {TypeError} When it is none of them. */
export function bindOneOfOrNull(
  value: string | null,
  allowed: readonly string[],
  query: string,
  parameter: string,
): string | null {
  return value === null ? null : bindOneOf(value, allowed, query, parameter);
}

/**
 * Binds a list as one JSON text, which the statement reads item by item: an empty list and one of 10,000 items are the
 * same statement. `bind` binds one item.
 *
 * @throws {TypeError} When it is not an array, or `bind` refuses an item.
 */
export function bindList<Item>(
  items: readonly Item[],
  bind: (item: Item) => string | number | bigint,
  query: string,
  parameter: string,
): string {
  if (!Array.isArray(items)) throw badParameter(items, "an array", `"${parameter}" of query "${query}"`);
  return `[${items.map((item) => printItem(bind(item))).join(",")}]`;
}

/** A REAL has a point: the digits of a whole one are rounded, and as an INTEGER they would be taken for exact. */
function printItem(value: string | number | bigint): string {
  if (typeof value === "string") return JSON.stringify(value);
  const text = String(value);
  return typeof value === "bigint" || text.includes(".") || text.includes("e") ? text : `${text}.0`;
}

/** The only row. @throws {RangeError} When there are none, or several. */
export function exactlyOne<Row>(rows: readonly Row[], query: string): Row {
  if (rows.length === 1) return rows[0];
  throw wrongCount(rows.length, "exactly one", query);
}

/** The only row, or `undefined`. @throws {RangeError} When there are several. */
export function atMostOne<Row>(rows: readonly Row[], query: string): Row | undefined {
  if (rows.length <= 1) return rows[0];
  throw wrongCount(rows.length, "at most one", query);
}

/** The row mapper of a statement that gives no rows. @throws {TypeError} Always. */
export function noRow(): never {
  throw new TypeError("Cannot read a row: the query gives none");
}

function wrongCount(got: number, expected: string, query: string): RangeError {
  const rows = got === 1 ? "1 row" : `${got} rows`;
  return new RangeError(`Cannot answer query "${query}": got ${rows}, expected ${expected}`);
}

function listed(allowed: readonly string[]): string {
  return `one of ${allowed.map((value) => `"${value}"`).join(", ")}`;
}
