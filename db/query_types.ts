/**
 * What generated query functions call for the types that SQLite has no type of its own for: dates, big integers, JSON.
 *
 * @module
 */
import { badColumn, badParameter } from "./query_errors.ts";
import type { SqlValue } from "./types.ts";

/** Reads a DATE, a text `2024-02-29`. @throws {TypeError} When it is anything else. */
export function readDate(value: SqlValue, query: string, column: string): string {
  if (isDate(value)) return value;
  throw badColumn(value, 'a DATE: "YYYY-MM-DD"', `"${column}" of query "${query}"`);
}

/** Reads a DATE or NULL. @throws {TypeError} When it is anything else. */
export function readDateOrNull(value: SqlValue, query: string, column: string): string | null {
  return value === null ? null : readDate(value, query, column);
}

/** Binds a DATE. @throws {TypeError} When it is not a day of the calendar as `2024-02-29`. */
export function bindDate(value: string, query: string, parameter: string): string {
  if (isDate(value)) return value;
  throw badParameter(value, 'a date "YYYY-MM-DD"', `"${parameter}" of query "${query}"`);
}

/** Binds a DATE or NULL. @throws {TypeError} As {@linkcode bindDate} does. */
export function bindDateOrNull(value: string | null, query: string, parameter: string): string | null {
  return value === null ? null : bindDate(value, query, parameter);
}

/**
 * Reads a TIMESTAMP, a text `2024-02-29 23:59:59` or with three more digits, in UTC, as SQLite's own functions write it.
 *
 * @throws {TypeError} When it is anything else.
 */
export function readTimestamp(value: SqlValue, query: string, column: string): Date {
  if (typeof value === "string" && TIMESTAMP.test(value) && isDate(value.slice(0, 10))) {
    const date = new Date(`${value.slice(0, 10)}T${value.slice(11)}Z`);
    if (!Number.isNaN(date.getTime())) return date;
  }
  throw badColumn(value, 'a TIMESTAMP: "YYYY-MM-DD HH:MM:SS" in UTC', `"${column}" of query "${query}"`);
}

/** Reads a TIMESTAMP or NULL. @throws {TypeError} As {@linkcode readTimestamp} does. */
export function readTimestampOrNull(value: SqlValue, query: string, column: string): Date | null {
  return value === null ? null : readTimestamp(value, query, column);
}

/**
 * Binds a TIMESTAMP. A whole second is written without a fraction, as `CURRENT_TIMESTAMP` does: one moment has one text,
 * so that texts compare as moments do.
 *
 * @throws {TypeError} When it is not a Date of the years 0 to 9999.
 */
export function bindTimestamp(value: Date, query: string, parameter: string): string {
  const text = value instanceof Date && !Number.isNaN(value.getTime()) ? value.toISOString() : "";
  if (text.length !== ISO_LENGTH) {
    throw badParameter(value, "a Date of the years 0 to 9999", `"${parameter}" of query "${query}"`);
  }
  return text.replace("T", " ").slice(0, text.endsWith(".000Z") ? -".000Z".length : -"Z".length);
}

/** Binds a TIMESTAMP or NULL. @throws {TypeError} As {@linkcode bindTimestamp} does. */
export function bindTimestampOrNull(value: Date | null, query: string, parameter: string): string | null {
  return value === null ? null : bindTimestamp(value, query, parameter);
}

/** Reads an INTEGER of 64 bits. @throws {TypeError} When it is anything else. */
export function readBigint(value: SqlValue, query: string, column: string): bigint {
  if (typeof value === "bigint") return value;
  // The smallest integer of all: node:sqlite gives it as a number before it has met another one that is not safe.
  if (Number.isSafeInteger(value) || value === -(2 ** 63)) return BigInt(value as number);
  throw badColumn(value, "an INTEGER", `"${column}" of query "${query}"`);
}

/** Reads an INTEGER of 64 bits or NULL. @throws {TypeError} When it is anything else. */
export function readBigintOrNull(value: SqlValue, query: string, column: string): bigint | null {
  return value === null ? null : readBigint(value, query, column);
}

/** Binds an INTEGER of 64 bits. @throws {TypeError} When it is not a bigint, or needs more bits. */
export function bindBigint(value: bigint, query: string, parameter: string): bigint {
  if (typeof value === "bigint" && BigInt.asIntN(64, value) === value) return value;
  throw badParameter(value, "a bigint of 64 bits", `"${parameter}" of query "${query}"`);
}

/** Binds an INTEGER of 64 bits or NULL. @throws {TypeError} As {@linkcode bindBigint} does. */
export function bindBigintOrNull(value: bigint | null, query: string, parameter: string): bigint | null {
  return value === null ? null : bindBigint(value, query, parameter);
}

/** The part of a zod schema that reading and writing JSON needs. */
export interface JsonSchema<Value> {
  safeParse(value: unknown): { success: true; data: Value } | { success: false; error: { message: string } };
}

/** Reads a JSON text and checks it by its schema. @throws {TypeError} When it is no JSON, or not of the schema. */
export function readJson<Value>(value: SqlValue, schema: JsonSchema<Value>, query: string, column: string): Value {
  const place = `"${column}" of query "${query}"`;
  let parsed: unknown;
  try {
    if (typeof value === "string") parsed = JSON.parse(value);
  } catch {
    // Told below.
  }
  if (parsed === undefined) throw badColumn(value, "a JSON text", place);
  const checked = schema.safeParse(parsed);
  if (checked.success) return checked.data;
  throw badColumn(value, `JSON of its schema: ${checked.error.message}`, place);
}

/** Reads a JSON text or NULL. @throws {TypeError} As {@linkcode readJson} does. */
export function readJsonOrNull<Value>(
  value: SqlValue,
  schema: JsonSchema<Value>,
  query: string,
  column: string,
): Value | null {
  return value === null ? null : readJson(value, schema, query, column);
}

/**
 * Binds a value as JSON text. What is stored is what the schema takes, so that {@linkcode readJson} can parse it: neither
 * what the schema makes of it, nor what JSON cannot hold.
 *
 * @throws {TypeError} When the value is not of the schema, or its JSON is not.
 */
export function bindJson(value: unknown, schema: JsonSchema<unknown>, query: string, parameter: string): string {
  const place = `"${parameter}" of query "${query}"`;
  const check = (taken: unknown, expected: string) => {
    const checked = schema.safeParse(taken);
    if (!checked.success) throw badParameter(value, `${expected}: ${checked.error.message}`, place);
  };
  check(value, "a value of its schema");
  const text = printJson(value);
  if (text === undefined) throw badParameter(value, "a value that JSON can hold", place);
  check(JSON.parse(text), "a value whose JSON is of its schema, too");
  return text;
}

/** Binds a value as JSON text, or NULL. @throws {TypeError} As {@linkcode bindJson} does. */
export function bindJsonOrNull(
  value: unknown,
  schema: JsonSchema<unknown>,
  query: string,
  parameter: string,
): string | null {
  return value === null ? null : bindJson(value, schema, query, parameter);
}

function printJson(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    // A bigint, or an object that holds itself.
    return undefined;
  }
}

const TIMESTAMP = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(?:\.\d{3})?$/;

/** `2024-02-29T23:59:59.000Z`; other years have a sign and more digits. */
const ISO_LENGTH = 24;

function isDate(value: unknown): value is string {
  if (typeof value !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const date = new Date(`${value}T00:00:00Z`);
  // The 30th of February is none.
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}
