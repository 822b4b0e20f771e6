import { deepStrictEqual } from "node:assert";
import { z } from "zod";
import { readShape } from "./read_shape.ts";
import type { Shape } from "./shape.ts";

const string: Shape = { type: "string" };
const date: Shape = { type: "date" };

Deno.test("readShape reads the side that crosses", () => {
  const schema = z.object({
    count: z.int().default(1),
    at: z.codec(z.iso.datetime(), z.date(), { decode: (text) => new Date(text), encode: (at) => at.toISOString() }),
    or: z.string().catch("x"),
  });
  const int: Shape = { type: "number", int: true };
  deepStrictEqual(fieldsOf(schema, "input"), {
    count: { type: "optional", inner: int },
    at: string,
    or: { type: "optional", inner: string },
  });
  deepStrictEqual(fieldsOf(schema, "output"), { count: int, at: date, or: string });
});

Deno.test("readShape puts optional outside nullable, once", () => {
  const once: Shape = { type: "optional", inner: { type: "nullable", inner: date } };
  for (
    const schema of [z.date().nullish(), z.date().optional().nullable(), z.union([z.date().nullable(), z.undefined()])]
  ) {
    deepStrictEqual(readShape(schema.optional(), { side: "output", reach: "" }).shape.root, once);
  }
});

Deno.test("readShape names schemas that contain themselves", () => {
  const List = z.object({
    get next() {
      return List.nullable();
    },
  });
  const { shape } = readShape(z.array(List), { side: "output", reach: "" });
  const ref: Shape = { type: "ref", name: "shape1" };
  deepStrictEqual(shape, {
    root: { type: "array", item: ref },
    definitions: { shape1: { type: "object", fields: [{ name: "next", shape: { type: "nullable", inner: ref } }] } },
  });
});

Deno.test("readShape collects every refusal with the way to it", () => {
  const schema = z.object({ games: z.array(z.object({ owner: z.unknown() })), by: z.map(z.string(), z.symbol()) });
  const { refusals } = readShape(schema, { side: "output", reach: "contract.data" });
  deepStrictEqual(refusals.map(({ reach }) => reach), ["contract.data.games[].owner", "contract.data.by[]"]);
});

Deno.test("readShape leaves a one-way transform to inputs", () => {
  const schema = z.string().transform((text) => text.length);
  deepStrictEqual(readShape(schema, { side: "input", reach: "" }).refusals, []);
  deepStrictEqual(readShape(schema, { side: "output", reach: "" }).refusals.length, 1);
});

function fieldsOf(schema: z.ZodType, side: "input" | "output"): Record<string, Shape> {
  const { root } = readShape(schema, { side, reach: "" }).shape;
  return Object.fromEntries(root.type === "object" ? root.fields.map(({ name, shape }) => [name, shape]) : []);
}
