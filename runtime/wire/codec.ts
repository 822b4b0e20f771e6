/**
 * What a generated codec is: values in, positional JSON out, and back.
 *
 * @module
 */

/** Anything `JSON.stringify` writes and `JSON.parse` gives back. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Packs values of one schema into positional JSON (fields in order, no keys) and back: `unpack(pack(x))` equals `x`. */
export interface Codec {
  /** Drops what the schema does not name. */
  pack(value: unknown): Json;
  /** Throws a {@linkcode DecodeError} when the shape is wrong. Values of leaves are left to the schema's own parse. */
  unpack(packed: unknown): unknown;
  /** Set on what may be absent from an object; see `optional`. */
  readonly optional?: boolean;
}

/** The codecs of one page or layout, as the generated table holds them. */
export interface WireTable {
  /** Names the shape of parameters, query and data; absent where there are none of them. */
  readonly hash?: string;
  /** What `load` gives. */
  readonly data?: Codec;
  /** The parsed parameters of the path. */
  readonly params?: Codec;
  /** The parsed query. */
  readonly query?: Codec;
  /** Each action by name. */
  readonly actions: Readonly<Record<string, ActionCodecs>>;
  /** What the browser keeps, each by name; the hash is that of its shape. */
  readonly stored?: Readonly<Record<string, { readonly hash: string; readonly codec: Codec }>>;
}

/** The codecs of one action. */
export interface ActionCodecs {
  /** Names the shapes of both; a table that was written by hand may leave it out. */
  readonly hash?: string;
  readonly input: Codec;
  /** Without it the answer carries no value. */
  readonly output?: Codec;
}

/** The codecs of the events of topics, by the pattern of the topic. */
export type TopicCodecs = Readonly<Record<string, TopicWire>>;

/** How the events of one topic travel. */
export interface TopicWire {
  /** Names the shape of the events; a table that was written by hand may leave it out. */
  readonly hash?: string;
  readonly codec: Codec;
}

/** The codecs of the functions of `app/browser.ts` by name. */
export type BrowserCodecs = Readonly<Record<string, { readonly input: Codec; readonly output: Codec }>>;

/** Packed JSON that does not have the shape of its schema. */
export class DecodeError extends Error {
  /** Tells it from other errors across module copies. */
  override name = "DecodeError";
  /** Where in the value, e.g. `games[2].home`; empty for the value itself. */
  readonly path: string;
  /** What is wrong there, without the path. */
  readonly reason: string;
  /** Made by a codec at the place of the mistake; the codecs around it put their steps before `path`. */
  constructor(path: string, reason: string) {
    super(`${path || "value"}: ${reason}`);
    this.path = path;
    this.reason = reason;
  }
}
