/**
 * Any value of an app as JSON that people can read: dates as ISO strings, bigints with their `n`, maps as pairs.
 *
 * @module
 */
import type { Json } from "../../wire/codec.ts";

/** What `undefined` holds is left out of objects, and `null` elsewhere. */
export function readable(value: unknown): Json {
  if (value === undefined || value === null) return null;
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "function" || typeof value === "symbol") return String(value);
  if (typeof value !== "object") return value as Json;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "no date" : value.toISOString();
  if (value instanceof Uint8Array) return `${value.length} bytes`;
  if (Array.isArray(value) || value instanceof Set || value instanceof Map) return [...value].map(readable);
  const fields = Object.entries(value).filter(([, part]) => part !== undefined);
  return Object.fromEntries(fields.map(([name, part]) => [name, readable(part)]));
}
