/**
 * The place of `checks.ts` in the production bundles of browsers: what the server of the same build has packed is
 * unpacked as it is.
 */
import type * as checks from "./checks.ts";

export const arrayOf: typeof checks.arrayOf = (packed) => packed as unknown[];

export const unpackAt: typeof checks.unpackAt = (_step, codec, packed) => codec.unpack(packed);

export const mismatch: typeof checks.mismatch = (_packed, expected) => new Error(`Expected ${expected}`);
