import { deepStrictEqual } from "node:assert";
import { z } from "zod";
import { array, object } from "./combinators.ts";
import { json } from "./leaves.ts";
import { parseInput } from "./parse.ts";

const schema = z.object({ games: z.array(z.object({ home: z.string().min(2), score: z.int().default(0) })) });
const codec = object({ games: array(object({ home: json, score: json })) });

Deno.test("parseInput unpacks by position, then parses", () => {
  deepStrictEqual(parseInput(schema, codec, [[["Toronto", 3]]]), {
    ok: true,
    value: { games: [{ home: "Toronto", score: 3 }] },
  });
});

Deno.test("parseInput names the field of a wrong shape and of a wrong value", () => {
  deepStrictEqual(parseInput(schema, codec, [[["Toronto", 3], 7]]), {
    ok: false,
    fields: { "games.1": ["Got number, expected an array of 2"] },
  });
  const parsed = parseInput(schema, codec, [[["T", 3], ["Montréal", "x"]]]);
  deepStrictEqual(parsed.ok ? [] : Object.keys(parsed.fields), ["games.0.home", "games.1.score"]);
});
