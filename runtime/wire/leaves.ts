/**
 * Codecs of values without parts. Generated tables are built from these and from `combinators.ts`; both reach the
 * browser, so every codec is a value of its own that the bundler drops when no page of the bundle names it.
 *
 * One rule holds for every codec, and `nullable` rests on it: nothing but `null` is packed as `null`.
 */
import { mismatch } from "./checks.ts";
import type { Codec, Json } from "./codec.ts";

/** What JSON can say by itself: strings, finite numbers, booleans, null, and arrays and records of these. */
export const json: Codec = { pack: (value) => value as Json, unpack: (packed) => packed };

/** `undefined`, packed as `0`. */
export const nothing: Codec = { pack: () => 0, unpack: () => undefined };

/** A `Date`, packed as milliseconds since 1970. */
export const date: Codec = {
  pack: (value) => (value as Date).getTime(),
  unpack(packed) {
    const value = new Date(typeof packed === "number" ? packed : NaN);
    if (isNaN(value.getTime())) throw mismatch(packed, "a time in milliseconds");
    return value;
  },
};

/** A `bigint`, packed as its decimal digits. */
export const bigint: Codec = {
  pack: (value) => String(value),
  unpack(packed) {
    if (typeof packed === "string" && /^-?\d+$/.test(packed)) return BigInt(packed);
    throw mismatch(packed, "a string of digits");
  },
};

/** A `Uint8Array`, packed as base64. */
export const bytes: Codec = {
  pack(value) {
    let binary = "";
    for (const byte of value as Uint8Array) binary += String.fromCharCode(byte);
    return btoa(binary);
  },
  unpack(packed) {
    if (typeof packed !== "string" || !/^[\w+/]*={0,2}$/.test(packed) || packed.includes("_") || packed.length % 4) {
      throw mismatch(packed, "base64");
    }
    return Uint8Array.from(atob(packed), (char) => char.charCodeAt(0));
  },
};
