/**
 * The law of codecs over generated schemas: `unpack(pack(x))` equals `x`, and nothing that a stranger sends does more
 * than to be refused. The codecs are those that `codecFile` writes, evaluated. `RALLY_CASES` sets the number of schemas.
 */
import { deepStrictEqual, ok, strictEqual } from "node:assert";
import process from "node:process";
import fc from "fast-check";
import { z } from "zod";
import { type Codec, DecodeError } from "../../runtime/wire/codec.ts";
import { codecOf } from "./test_codec.ts";
import { anyShape, type Sample } from "./test_schemas.ts";
import { readShape } from "../../runtime/wire/read_shape.ts";
import type { Side } from "../../runtime/wire/shape.ts";

const numRuns = Number(process.env["RALLY_CASES"] ?? 500);

for (const side of ["input", "output"] as const) {
  Deno.test(`codecs give back what they packed (${side} side)`, () => {
    fc.assert(
      fc.property(samplesOf(side), ({ schema, values }) => {
        const codec = codecFor(schema, side);
        for (const value of values) {
          if (side === "input") ok(schema.safeParse(value).success, "The sample is not what the schema takes");
          deepStrictEqual(codec.unpack(throughJson(codec.pack(value))), value);
        }
      }),
      { numRuns },
    );
  });
}

Deno.test("codecs answer hostile input with a DecodeError or a value for the schema to judge", () => {
  const hostile = samplesOf("input").chain(({ schema, values }) =>
    fc.record({
      schema: fc.constant(schema),
      values: fc.constant(values),
      edits: fc.array(edit, { maxLength: 4 }),
      noise,
    })
  );
  fc.assert(
    fc.property(hostile, ({ schema, values, edits, noise }) => {
      const codec = codecFor(schema, "input");
      const mutated = values.map((value) => edits.reduce(applyEdit, throughJson(codec.pack(value))));
      for (const packed of [...mutated, noise]) judge(schema, codec, packed);
      strictEqual(Reflect.ownKeys(Object.prototype).includes("polluted"), false);
    }),
    { numRuns },
  );
});

Deno.test("codecs refuse a value that contains itself too deeply, however deep", () => {
  const list: z.ZodType = z.lazy(() => z.object({ next: list.nullable() }));
  const codec = codecFor(list, "input");
  const deep = JSON.parse("[".repeat(100_000) + "null" + "]".repeat(100_000));
  let refused: unknown;
  try {
    codec.unpack(deep);
  } catch (error) {
    refused = error;
  }
  ok(refused instanceof DecodeError);
  deepStrictEqual(codec.unpack([[null]]), { next: { next: null } });
});

function samplesOf(side: Side): fc.Arbitrary<{ schema: z.ZodType; values: unknown[] }> {
  return anyShape(side).chain(({ schema, value }: Sample) =>
    fc.record({ schema: fc.constant(schema), values: fc.array(value, { minLength: 1, maxLength: 4 }) })
  );
}

function codecFor(schema: z.ZodType, side: Side): Codec {
  const { shape, refusals } = readShape(schema, { side, reach: "value" });
  deepStrictEqual(refusals, []);
  return codecOf(shape);
}

function throughJson(packed: unknown): unknown {
  return JSON.parse(JSON.stringify(packed));
}

function judge(schema: z.ZodType, codec: Codec, packed: unknown): void {
  let value: unknown;
  try {
    value = codec.unpack(packed);
  } catch (error) {
    ok(error instanceof DecodeError, `${error}`);
    return;
  }
  ok(typeof schema.safeParse(value).success === "boolean");
}

const noise = fc.jsonValue({ maxDepth: 4 });

/** Replaces one node of packed JSON: `path` chooses a child at each level, modulo their number. */
const edit = fc.record({
  path: fc.array(fc.nat(), { maxLength: 6 }),
  to: fc.oneof(
    noise,
    fc.constantFrom<unknown>(
      "__proto__",
      JSON.parse('{"__proto__":{"polluted":1}}'),
      [],
      [0],
      [0, 0],
      [99, null],
      -1,
      1e308,
    ),
  ),
});

function applyEdit(packed: unknown, { path: [step, ...path], to }: { path: number[]; to: unknown }): unknown {
  if (step === undefined || !Array.isArray(packed) || packed.length === 0) return to;
  const index = step % packed.length;
  return packed.with(index, applyEdit(packed[index], { path, to }));
}
