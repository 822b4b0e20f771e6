import { notStrictEqual, strictEqual } from "node:assert";
import { z } from "zod";
import { readShape } from "../../runtime/wire/read_shape.ts";
import { shapeHash } from "./shape_hash.ts";

const hashOf = (schema: z.ZodType) => shapeHash({ data: readShape(schema, { side: "output", reach: "data" }).shape });

const game = z.object({ id: z.number(), home: z.string(), at: z.date().nullable() });

Deno.test("shapeHash() names what travels, and nothing of what is valid", () => {
  const hash = hashOf(game);
  strictEqual(hash.length, 8);
  strictEqual(hashOf(z.object({ id: z.int().min(1), home: z.string().max(80), at: z.date().nullable() })), hash);
  strictEqual(hashOf(game.refine(({ home }) => home !== "")), hash);
  strictEqual(hashOf(game.describe("A game")), hash);
});

Deno.test("shapeHash() changes with each thing that a codec goes by", () => {
  const changed = [
    z.object({ home: z.string(), id: z.number(), at: z.date().nullable() }),
    game.extend({ away: z.string() }),
    game.omit({ at: true }),
    game.extend({ at: z.string().nullable() }),
    game.extend({ at: z.date() }),
    game.extend({ home: z.string().optional() }),
    game.extend({ home: z.enum(["a", "b"]) }),
    z.array(game),
  ];
  const hashes = [game, ...changed].map(hashOf);
  strictEqual(new Set(hashes).size, hashes.length);
  notStrictEqual(shapeHash({ input: undefined, output: undefined }), hashes[0]);
});
