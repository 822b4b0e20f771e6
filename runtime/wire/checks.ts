/**
 * What codecs do with a value of the wrong shape: the server reads what anybody may have sent. Browsers read what the
 * server of their own build has packed, so their production bundles have `trusted.ts` in the place of this module.
 */
import { type Codec, DecodeError } from "./codec.ts";

/** The array that `packed` must be, with its length between the two bounds. */
export function arrayOf(packed: unknown, least = 0, most = Infinity): unknown[] {
  if (Array.isArray(packed) && packed.length >= least && packed.length <= most) return packed;
  throw mismatch(packed, `an array${least === most ? ` of ${least}` : ""}`);
}

/** Unpacks a part of a value; an error names the way to it. */
export function unpackAt(step: string | number, codec: Pick<Codec, "unpack">, packed: unknown): unknown {
  try {
    return codec.unpack(packed);
  } catch (error) {
    throw within(step, error);
  }
}

/** The error for a value that is not what its codec expects. */
export function mismatch(packed: unknown, expected: string): Error {
  return new DecodeError("", `Got ${describe(packed)}, expected ${expected}`);
}

/** Puts a field's name or an item's index before the path of a {@linkcode DecodeError}; other errors pass unchanged. */
function within(step: string | number, error: unknown): unknown {
  if (!(error instanceof DecodeError)) return error;
  const { path, reason } = error;
  const head = typeof step === "number" ? `[${step}]` : step;
  return new DecodeError(head + (path && path[0] !== "[" ? "." : "") + path, reason);
}

/** Names a wrong value for a message: its kind, never its content, which may be secret or huge. */
function describe(packed: unknown): string {
  return packed === null ? "null" : Array.isArray(packed) ? `an array of ${packed.length}` : typeof packed;
}
