/**
 * Codecs of values with parts, out of the codecs of the parts. They hold no knowledge of zod: `codegen/wire/` reads
 * the schema once and writes which of these to call.
 */
import { arrayOf, mismatch, unpackAt } from "./checks.ts";
import type { Codec, Json } from "./codec.ts";
import { json } from "./leaves.ts";

/** A plain object with known fields, packed as an array in the order of `fields`; other keys are dropped. */
export function object(fields: Readonly<Record<string, Codec>>): Codec {
  const names = Object.keys(fields);
  const codecs = Object.values(fields);
  const { length } = names;
  return {
    pack(value) {
      const source = value as Record<string, unknown>;
      const packed = new Array<Json>(length);
      for (let i = 0; i < length; i++) {
        const name = names[i]!, codec = codecs[i]!, part = source[name];
        packed[i] = part === undefined && codec.optional && !(name in source) ? 0 : codec.pack(part);
      }
      return packed;
    },
    unpack(packed) {
      const parts = arrayOf(packed, length, length);
      const value: Record<string, unknown> = {};
      for (let i = 0; i < length; i++) {
        const name = names[i]!, codec = codecs[i]!;
        if (codec.optional && parts[i] === 0) continue;
        value[name] = unpackAt(name, codec, parts[i]);
      }
      return value;
    },
  };
}

/**
 * A value that may be `undefined` or, as a field of an object, absent. The three are told apart: absent is `0`,
 * `undefined` is `[]`, a value is `[value]`.
 */
export function optional(codec: Codec): Codec {
  return {
    optional: true,
    pack: (value) => value === undefined ? [] : [codec.pack(value)],
    unpack(packed) {
      const parts = arrayOf(packed, 0, 1);
      return parts.length ? codec.unpack(parts[0]) : undefined;
    },
  };
}

/** A value that may be `null`, which stands for itself: no codec packs anything else as `null`. */
export function nullable(codec: Codec): Codec {
  return {
    pack: (value) => value === null ? null : codec.pack(value),
    unpack: (packed) => packed === null ? null : codec.unpack(packed),
  };
}

/** An array of any length. */
export function array(item: Codec): Codec {
  return {
    pack: (value) => (value as unknown[]).map((part) => item.pack(part)),
    unpack: (packed) => arrayOf(packed).map((part, i) => unpackAt(i, item, part)),
  };
}

/**
 * An array with a codec for each place.
 *
 * @param rest The codec of all further places; without it there are none.
 * @param least How many places must be there.
 */
export function tuple(items: readonly Codec[], rest?: Codec, least: number = items.length): Codec {
  const at = (i: number) => items[i] ?? rest!;
  return {
    pack: (value) =>
      (rest ? value as unknown[] : (value as unknown[]).slice(0, items.length)).map((part, i) => at(i).pack(part)),
    unpack: (packed) =>
      arrayOf(packed, least, rest ? Infinity : items.length).map((part, i) => unpackAt(i, at(i), part)),
  };
}

/** A plain object with unknown keys, packed as `[key, value, key, value, …]`. */
export function record(codec: Codec): Codec {
  const entries = map(json, codec);
  return {
    pack: (value) => entries.pack(Object.entries(value as object)),
    unpack(packed) {
      const values = entries.unpack(packed) as Map<unknown, unknown>;
      for (const key of values.keys()) {
        if (typeof key !== "string") throw mismatch(key, "a string as a key");
      }
      // An own property even when the key is `__proto__`.
      return Object.fromEntries(values);
    },
  };
}

/** A `Map`, packed as `[key, value, key, value, …]`. */
export function map(key: Codec, value: Codec): Codec {
  return {
    pack(entries) {
      const packed: Json[] = [];
      for (const [k, v] of entries as Iterable<[unknown, unknown]>) packed.push(key.pack(k), value.pack(v));
      return packed;
    },
    unpack(packed) {
      const parts = arrayOf(packed);
      if (parts.length % 2) throw mismatch(packed, "keys and values in turn");
      const entries = new Map<unknown, unknown>();
      for (let i = 0; i < parts.length; i += 2) {
        entries.set(unpackAt(i / 2, key, parts[i]), unpackAt(i / 2, value, parts[i + 1]));
      }
      return entries;
    },
  };
}

/** A `Set`, packed as an array. */
export function set(item: Codec): Codec {
  const items = array(item);
  return {
    pack: (value) => items.pack([...value as Set<unknown>]),
    unpack: (packed) => new Set(items.unpack(packed) as unknown[]),
  };
}
