/**
 * Codecs of values that have one of several shapes, and of shapes that contain themselves.
 */
import { mismatch } from "./checks.ts";
import { type Codec, DecodeError } from "./codec.ts";
import { json } from "./leaves.ts";

/** How a value of a union is told from the others before it is packed. */
export type Kind =
  | "array"
  | "bigint"
  | "boolean"
  | "bytes"
  | "date"
  | "map"
  | "null"
  | "number"
  | "object"
  | "set"
  | "string"
  | "undefined";

/**
 * A union whose members differ by kind. Strings, numbers and booleans of a {@linkcode json} member stand for
 * themselves; everything else is packed as `[index of the kind, value]`.
 */
export function union(members: Readonly<Partial<Record<Kind, Codec>>>): Codec {
  const kinds = Object.keys(members) as Kind[];
  return {
    pack(value) {
      const kind = kindOf(value);
      const codec = members[kind];
      if (!codec) throw new TypeError(`Got ${kind}, expected one of ${kinds.join(", ")}`);
      return codec === json && isBare(value) ? value : [kinds.indexOf(kind), codec.pack(value)];
    },
    unpack(packed) {
      const pair = pairOf(packed);
      const kind = pair ? kinds[pair[0]] : kindOf(packed);
      const codec = kind && members[kind];
      if (codec && pair) return codec.unpack(pair[1]);
      if (codec === json && isBare(packed)) return packed;
      throw mismatch(packed, `one of ${kinds.join(", ")}`);
    },
  };
}

/**
 * A union of objects told apart by the value of the field `key`, packed as `[index of the value, object]`. A member
 * that does not name the field gets it back from the index.
 */
export function tagged(key: string, members: Readonly<Record<string, Codec>>): Codec {
  const tags = Object.keys(members);
  return {
    pack(value) {
      const tag = String((value as Record<string, unknown>)[key]);
      const index = tags.indexOf(tag);
      if (index < 0) throw new TypeError(`Got ${JSON.stringify(tag)} as "${key}", expected one of ${tags.join(", ")}`);
      return [index, members[tag]!.pack(value)];
    },
    unpack(packed) {
      const pair = pairOf(packed);
      const tag = pair && tags[pair[0]];
      if (tag === undefined) throw mismatch(packed, `one of ${tags.join(", ")}`);
      const value = members[tag]!.unpack(pair![1]) as Record<string, unknown>;
      if (!(key in value)) value[key] = tag;
      return value;
    },
  };
}

/** How deep a value may contain values of its own shape: far below the depth at which the stack of a browser ends. */
const deepest = 500;
let depth = 0;

/** A shape that contains itself: the codec is looked up when it is first needed. */
export function lazy(codec: () => Codec): Codec {
  const guarded = <T>(work: () => T): T => {
    if (depth >= deepest) throw new DecodeError("", `Got a value more than ${deepest} deep, expected less`);
    depth++;
    try {
      return work();
    } finally {
      depth--;
    }
  };
  return {
    pack: (value) => guarded(() => codec().pack(value)),
    unpack: (packed) => guarded(() => codec().unpack(packed)),
  };
}

/** The kind of a value. */
export function kindOf(value: unknown): Kind {
  if (typeof value !== "object") return typeof value as Kind;
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (value instanceof Date) return "date";
  if (value instanceof Uint8Array) return "bytes";
  if (value instanceof Map) return "map";
  return value instanceof Set ? "set" : "object";
}

/** Whether a value stands for itself in a union: it can be mistaken neither for a pair nor for `null`. */
function isBare(value: unknown): value is string | number | boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

function pairOf(packed: unknown): readonly [number, unknown] | undefined {
  return Array.isArray(packed) && packed.length === 2 && typeof packed[0] === "number"
    ? packed as [number, unknown]
    : undefined;
}
