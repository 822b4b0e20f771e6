/**
 * The law of the keyed form over generated schemas: what was written is read again, up to the `undefined` that JSON has
 * not, and nothing that a stranger sends does more than to be refused. `RALLY_CASES` sets the number of schemas.
 */
import { deepStrictEqual, ok } from "node:assert";
import process from "node:process";
import fc from "fast-check";
import type { z } from "zod";
import { DecodeError, type Json } from "../../runtime/wire/codec.ts";
import { keyed } from "../../runtime/wire/keyed.ts";
import { readShape } from "../../runtime/wire/read_shape.ts";
import type { Side } from "../../runtime/wire/shape.ts";
import { codecOf } from "./test_codec.ts";
import { anyShape } from "./test_schemas.ts";

const numRuns = Number(process.env["RALLY_CASES"] ?? 500);

for (const side of ["input", "output"] as const) {
  Deno.test(`the keyed form gives back what was written (${side} side)`, () => {
    fc.assert(
      fc.property(samplesOf(side), ({ schema, value }) => {
        const form = keyed(shapeOf(schema, side));
        const json = throughJson(form.write(value));
        const again = form.read(json);
        deepStrictEqual(withoutUndefined(again), withoutUndefined(value));
        deepStrictEqual(throughJson(form.write(again)), json);
      }),
      { numRuns },
    );
  });
}

Deno.test("the keyed form answers hostile input with a DecodeError or a value that the codec can pack", () => {
  const hostile = fc.record({ sample: samplesOf("input"), edits: fc.array(edit, { maxLength: 4 }), noise });
  fc.assert(
    fc.property(hostile, ({ sample: { schema, value }, edits, noise }) => {
      const shape = shapeOf(schema, "input");
      const written = edits.reduce(applyEdit, throughJson(keyed(shape).write(value)));
      for (const json of [written, noise]) {
        const read = readOrRefuse(shape, json);
        if (!read) continue;
        codecOf(shape).pack(read.value);
        ok(typeof schema.safeParse(read.value).success === "boolean");
      }
    }),
    { numRuns },
  );
});

function samplesOf(side: Side): fc.Arbitrary<{ schema: z.ZodType; value: unknown }> {
  return anyShape(side).chain(({ schema, value }) => fc.record({ schema: fc.constant(schema), value }));
}

function shapeOf(schema: z.ZodType, side: Side) {
  const { shape, refusals } = readShape(schema, { side, reach: "value" });
  deepStrictEqual(refusals, []);
  return shape;
}

function readOrRefuse(shape: ReturnType<typeof shapeOf>, json: unknown): { value: unknown } | undefined {
  try {
    return { value: keyed(shape).read(json) };
  } catch (error) {
    ok(error instanceof DecodeError, `${error}`);
  }
}

function throughJson(json: Json): unknown {
  return JSON.parse(JSON.stringify(json));
}

/** What JSON makes of `undefined`: a field that is not there, `null` in the place of an item. */
function withoutUndefined(value: unknown): unknown {
  if (value === undefined) return null;
  if (Array.isArray(value)) return value.map(withoutUndefined);
  if (value instanceof Map) return new Map([...value].map((pair) => pair.map(withoutUndefined) as [unknown, unknown]));
  if (value instanceof Set) return new Set([...value].map(withoutUndefined));
  if (typeof value !== "object" || value === null || value instanceof Date || value instanceof Uint8Array) return value;
  const entries = Object.entries(value).filter(([, part]) => part !== undefined && part !== null);
  return Object.fromEntries(entries.map(([key, part]) => [key, withoutUndefined(part)]));
}

const noise = fc.jsonValue({ maxDepth: 4 });

/** Replaces one node: `path` chooses a child at each level, modulo their number. */
const edit = fc.record({
  path: fc.array(fc.nat(), { maxLength: 6 }),
  to: fc.oneof(
    noise,
    fc.constantFrom<unknown>(JSON.parse('{"__proto__":{"polluted":1}}'), [], [0], -1, 1e308, { $date: 1 }, {
      $object: { $object: 1 },
    }),
  ),
});

function applyEdit(json: unknown, { path: [step, ...path], to }: { path: number[]; to: unknown }): unknown {
  const keys = typeof json === "object" && json !== null ? Object.keys(json) : [];
  if (step === undefined || keys.length === 0) return to;
  const key = keys[step % keys.length]!;
  const part = applyEdit((json as Record<string, unknown>)[key], { path, to });
  return Array.isArray(json) ? json.with(Number(key), part) : { ...json as object, [key]: part };
}
