import { deepStrictEqual } from "node:assert";
import { z } from "zod";
import { formRules } from "./field_rules.ts";
import { inside } from "./zod_def.ts";

const rulesOf = (schema: z.ZodType) => formRules(inside(schema));

Deno.test("formRules says a schema in the words of HTML", () => {
  deepStrictEqual(
    rulesOf(z.object({
      name: z.string().min(2).max(40),
      code: z.string().regex(/^[a-z]{3}$/),
      loose: z.string().regex(/a|^b/),
      mail: z.email().optional(),
      site: z.url(),
      day: z.iso.date().nullable(),
      age: z.int().min(18).lt(100),
      price: z.number().min(0).multipleOf(0.25),
      ratio: z.number().gt(0).default(1),
      big: z.bigint(),
      member: z.boolean(),
      terms: z.literal(true),
      size: z.enum(["s", "m"]).optional(),
      tags: z.array(z.enum(["a", "b"])).min(1),
      nothing: z.string(),
    })),
    {
      name: { minLength: 2, maxLength: 40, required: true },
      code: { pattern: "[a-z]{3}", required: true },
      loose: { pattern: "[\\s\\S]*(?:a|^b)[\\s\\S]*", required: true },
      mail: { type: "email" },
      site: { type: "url", required: true },
      day: { type: "date" },
      age: { type: "number", min: 18, max: 99, required: true },
      price: { type: "number", min: 0, step: 0.25, required: true },
      ratio: { type: "number", step: "any" },
      big: { inputMode: "numeric", required: true },
      terms: { required: true },
      tags: { multiple: true },
    },
  );
});

Deno.test("formRules names nested fields by patterns, and asks nothing of an object that may be missing", () => {
  deepStrictEqual(
    rulesOf(z.object({
      address: z.object({ city: z.string().min(1) }),
      billing: z.object({ city: z.string().min(1) }).optional(),
      items: z.array(z.object({ name: z.string().min(1), photo: z.file().mime("image/png") })),
    })),
    {
      "": { encType: "multipart/form-data" },
      "address.city": { minLength: 1, required: true },
      "billing.city": { minLength: 1 },
      "items.*.name": { minLength: 1, required: true },
      "items.*.photo": { type: "file", accept: "image/png", required: true },
    },
  );
});

Deno.test("formRules ends with a schema that contains itself, and says nothing of the members of a union", () => {
  type Tree = { name: string; parts: Tree[] };
  const Tree: z.ZodType<Tree> = z.object({ name: z.string(), parts: z.lazy(() => z.array(Tree)) });
  deepStrictEqual(rulesOf(Tree), {});
  deepStrictEqual(rulesOf(z.union([z.object({ a: z.int() }), z.object({ b: z.string().min(1) })])), {});
});
