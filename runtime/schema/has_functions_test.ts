import { strictEqual } from "node:assert";
import { z } from "zod";
import { hasFunctions } from "./has_functions.ts";
import { inside } from "./zod_def.ts";

const cases: Readonly<Record<string, readonly [boolean, z.ZodType]>> = {
  "plain rules": [false, z.object({ name: z.string().trim().min(2).regex(/a/), size: z.enum(["s", "m"]) })],
  "words that are a function": [false, z.object({ age: z.int().min(18, { error: () => "Too young" }) })],
  "a choice of values": [false, z.object({ level: z.union([z.literal(1), z.literal(2)]) })],
  "refine of a field": [true, z.object({ name: z.string().refine((name) => name !== "x") })],
  "refine of the whole": [true, z.object({ name: z.string() }).refine(({ name }) => name !== "x")],
  "superRefine in a row": [true, z.object({ items: z.array(z.object({ name: z.string().superRefine(() => {}) })) })],
  "a transform": [true, z.object({ name: z.string().transform((name) => name) }).optional()],
  "a function before": [true, z.object({ size: z.preprocess((value) => value, z.int()) })],
  "members of a union": [
    true,
    z.discriminatedUnion("by", [
      z.object({ by: z.literal("mail"), mail: z.email() }),
      z.object({ by: z.literal("phone"), phone: z.string() }),
    ]),
  ],
};

for (const [name, [expected, schema]] of Object.entries(cases)) {
  Deno.test(`hasFunctions finds what only the server can judge: ${name}`, () => {
    strictEqual(hasFunctions(inside(schema)), expected);
  });
}

Deno.test("hasFunctions comes to an end with a schema that contains itself", () => {
  const node = z.object({
    name: z.string(),
    get children() {
      return z.array(node);
    },
  });
  strictEqual(hasFunctions(inside(node)), false);
});
