/**
 * What generated code is built from: codecs between values and positional JSON, and the printer of addresses. Apps
 * import nothing from here themselves.
 *
 * @module
 */

// A codec
export { DecodeError } from "./codec.ts";
export type { ActionCodecs, BrowserCodecs, Codec, Json, TopicCodecs, TopicWire, WireTable } from "./codec.ts";

// Its building blocks
export { bigint, bytes, date, json, nothing } from "./leaves.ts";
export { array, map, nullable, object, optional, record, set, tuple } from "./combinators.ts";
export { lazy, tagged, union } from "./unions.ts";
export type { Kind } from "./unions.ts";

// Addresses
export { link } from "./link.ts";
export type { LinkItem, LinkValue, LinkValues } from "./link.ts";
