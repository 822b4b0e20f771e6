/**
 * The ways of writing a value that the bench compares, with the values: the same code runs in Deno and in Chromium.
 */
import * as devalue from "devalue";
import * as msgpack from "@msgpack/msgpack";
import { z } from "zod";
import { date, json, nullable, object } from "../../runtime/wire/mod.ts";
import { array } from "../../runtime/wire/combinators.ts";
import type { Json } from "../../runtime/wire/codec.ts";

/** What travels: a game of the scoreboard, with a date, which JSON does not know. */
const Game = z.object({
  id: z.int(),
  home: z.string(),
  away: z.string(),
  homeScore: z.int(),
  awayScore: z.int(),
  note: z.string().nullable(),
  final: z.boolean(),
  at: z.date(),
});
const schemas = { small: z.object({ side: z.enum(["home", "away"]), delta: z.int() }), rows: z.array(Game) };
type Kind = keyof typeof schemas;

/** As `rally gen` writes them. */
const game = object({
  id: json,
  home: json,
  away: json,
  homeScore: json,
  awayScore: json,
  note: nullable(json),
  final: json,
  at: date,
});
const codecs = { small: object({ side: json, delta: json }), rows: array(game) };

/** JSON has no dates: where zod reads them, it is told to. */
const fromJson = { small: schemas.small, rows: z.array(Game.extend({ at: z.coerce.date() })) };

/** One way to write a value and to read it again. */
export interface Way {
  encode(value: unknown): string | Uint8Array;
  decode(encoded: never): unknown;
}

/** Every way for one kind of value, by name. */
export function waysFor(kind: Kind): Readonly<Record<string, Way>> {
  const codec = codecs[kind];
  const pack = (value: unknown) => JSON.stringify(codec.pack(value));
  return {
    "Rally, and zod for what comes in": {
      encode: pack,
      decode: (text: string) => schemas[kind].parse(codec.unpack(JSON.parse(text) as Json)),
    },
    "Rally, without zod as in a browser": {
      encode: pack,
      decode: (text: string) => codec.unpack(JSON.parse(text) as Json),
    },
    "JSON and zod": {
      encode: (value) => JSON.stringify(value),
      decode: (text: string) => fromJson[kind].parse(JSON.parse(text)),
    },
    "MessagePack": { encode: (value) => msgpack.encode(value), decode: (bytes: Uint8Array) => msgpack.decode(bytes) },
    "devalue": { encode: devalue.stringify, decode: (text: string) => devalue.parse(text) },
  };
}

/** The values, by name. */
export const values: Readonly<Record<string, { readonly kind: Kind; readonly value: unknown }>> = {
  "a small message": { kind: "small", value: { side: "home", delta: 1 } },
  "100 rows": { kind: "rows", value: games(100) },
  "10,000 rows": { kind: "rows", value: games(10_000) },
};

function games(count: number): z.infer<typeof Game>[] {
  return Array.from({ length: count }, (_, index) => ({
    id: index + 1,
    home: `Toronto Tides ${index % 7}`,
    away: "Montréal Meteors",
    homeScore: index % 9,
    awayScore: (index * 3) % 7,
    note: index % 5 === 0 ? "after extra time" : null,
    final: index % 2 === 0,
    at: new Date(Date.UTC(2026, 0, 1 + index % 300, 18, 30)),
  }));
}
