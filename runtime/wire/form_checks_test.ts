import { deepStrictEqual, ok, strictEqual } from "node:assert";
import fc from "fast-check";
import { z } from "zod";
import { firstProblem } from "../client/first_problem.ts";
import { inside } from "../schema/zod_def.ts";
import { formChecks } from "./form_checks.ts";
import type { FormEntry } from "./form_tree.ts";
import { parseForm } from "./parse_form.ts";

const checksOf = (schema: z.ZodType) => formChecks(inside(schema));

Deno.test("formChecks asks the schema for its own words", () => {
  const schema = z.object({
    name: z.string().trim().min(2, "At least two letters").max(5),
    code: z.string().regex(/^[a-z]+$/i, { error: "Letters only" }),
    age: z.int("A whole number").min(18, { error: () => "Too young" }).max(99),
    note: z.string().max(3).optional(),
  });
  deepStrictEqual(checksOf(schema), {
    name: [
      ["trim"],
      ["required", null, "At least two letters"],
      ["minLength", 2, "At least two letters"],
      ["maxLength", 5, "Too big: expected string to have <=5 characters"],
    ],
    code: [["required", null, "Letters only"], ["match", ["^[a-z]+$", "i"], "Letters only"]],
    age: [
      ["trim"],
      ["required", null, "A whole number"],
      ["match", ["^[+-]?(\\d+\\.?\\d*|\\.\\d+)(e[+-]?\\d+)?$", "i"], "A whole number"],
      ["whole", null, "A whole number"],
      ["min", 18, "Too young"],
      ["max", 99, "A whole number"],
    ],
    note: [["maxLength", 3, "Too big: expected string to have <=3 characters"]],
  });
});

Deno.test("formChecks leaves to the server what a function says", () => {
  const schema = z.object({
    refined: z.string().refine(() => false, "Refused"),
    words: z.string().min(2, { error: ({ input }) => `Got ${input}` }),
    upper: z.string().toUpperCase().regex(/^A/, "An A"),
    later: z.string().refine(() => Promise.resolve(false)),
    throws: z.string().transform(() => {
      throw new Error("Never asked for");
    }),
    maybe: z.object({ street: z.string().min(1) }).optional(),
  });
  deepStrictEqual(Object.keys(checksOf(schema)), ["words", "upper", "maybe.street"]);
  deepStrictEqual(checksOf(schema).words, [["required", null, "Got "]]);
  deepStrictEqual(checksOf(schema).upper, [["required", null, "An A"]]);
  deepStrictEqual(checksOf(schema)["maybe.street"]?.map(([kind]) => kind), ["minLength"]);
});

Deno.test("firstProblem judges files by size and type before they are sent", () => {
  const { photo, all } = checksOf(z.object({
    photo: z.file().max(3, "Too heavy").mime(["image/png"], "A picture"),
    all: z.array(z.file()).min(2, "Two at least").max(3),
  }));
  const png = new File(["abc"], "a.png", { type: "image/png" });
  strictEqual(firstProblem(photo!, [png]), undefined);
  strictEqual(firstProblem(photo!, [new File(["abcd"], "a.png", { type: "image/png" })]), "Too heavy");
  strictEqual(firstProblem(photo!, [new File(["abc"], "a.txt", { type: "text/plain" })]), "A picture");
  strictEqual(firstProblem(photo!, [new File([], "")]), "Invalid input: expected file, received undefined");
  strictEqual(firstProblem(all!, [png]), "Two at least");
  strictEqual(firstProblem(all!, [png, png]), undefined);
});

const fields = {
  plain: z.string(),
  filled: z.string().min(1, "Write something"),
  trimmed: z.string().trim().min(2).max(4),
  optional: z.string().min(2).optional(),
  nullable: z.string().length(2).nullable(),
  defaulted: z.string().min(1).default("x"),
  email: z.email(),
  url: z.url().optional(),
  uuid: z.uuid(),
  day: z.iso.date(),
  begins: z.string().startsWith("a").includes("b"),
  whole: z.int().min(-2).max(3),
  real: z.number().gt(0).lt(5).multipleOf(0.5),
  maybe: z.number().max(5).optional(),
  big: z.bigint(),
  when: z.date(),
  choice: z.enum(["a", "b"]),
  level: z.literal([1, 2]).optional(),
  terms: z.literal(true),
  tags: z.array(z.enum(["a", "b"])).min(1).max(2),
  sizes: z.array(z.int().min(2)),
};

// What the browser holds back, the server must refuse, and in the same words. The other way round it may let pass.
Deno.test("firstProblem never says what the server would not say", () => {
  const text = fc.oneof(
    fc.constantFrom(
      "",
      " ",
      "a",
      "b",
      "ab",
      "abc",
      " ab ",
      "abcde",
      "0",
      "1",
      "-3",
      "2.5",
      "2.3",
      "7",
      "1e2",
      "0x1",
      "on",
    ),
    fc.constantFrom("true", "2026-02-30", "2026-07-01", "ann@example.com", "https://example.com", "x:y", "é", "１"),
    fc.uuid(),
    fc.string({ maxLength: 6 }),
  );
  let told = 0;
  fc.assert(
    fc.property(fc.constantFrom(...Object.keys(fields)), fc.array(text, { maxLength: 3 }), (name, texts) => {
      const schema = z.object({ [name]: fields[name as keyof typeof fields] });
      const isList = name === "tags" || name === "sizes";
      // A text field is always sent; a group of boxes or buttons may send nothing.
      const nothing = name === "terms" || name === "choice" ? [] : [""];
      const values = isList ? texts : texts.length > 0 ? texts.slice(0, 1) : nothing;
      const problem = firstProblem(checksOf(schema)[name] ?? [], values);
      if (problem === undefined) return;
      told += 1;
      const parsed = parseForm(schema, values.map((value): FormEntry => [name, value]));
      ok(!parsed.ok, `"${name}" holds back ${JSON.stringify(values)} with "${problem}"`);
      ok(parsed.fields[name]?.includes(problem), JSON.stringify({ values, problem, ...parsed }));
    }),
    { numRuns: 3_000 },
  );
  ok(told > 300, `only ${told} problems were told`);
});
