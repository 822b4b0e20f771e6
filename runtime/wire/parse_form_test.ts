import { deepStrictEqual, ok, strictEqual } from "node:assert";
import fc from "fast-check";
import { z } from "zod";
import type { FormEntry } from "./form_tree.ts";
import { parseForm as parseEntries, rightFields } from "./parse_form.ts";

/** Fields by name; several of one name as a list. */
type Fields = Readonly<Record<string, string | File | readonly (string | File)[]>>;

function parseForm(schema: z.ZodType, fields: Fields): ReturnType<typeof parseEntries> {
  const entries = Object.entries(fields).flatMap(([name, values]): FormEntry[] =>
    [values].flat().map((value) => [name, value])
  );
  return parseEntries(schema, entries);
}

const Input = z.object({
  name: z.string().min(1),
  note: z.string().optional(),
  motto: z.string().nullable(),
  age: z.int(),
  height: z.number().optional(),
  rank: z.int().nullable(),
  stars: z.int().default(3),
  born: z.date().optional(),
  member: z.boolean(),
  news: z.boolean().default(true),
  maybe: z.boolean().optional(),
  team: z.enum(["TOR", "MTL"]).optional(),
});
const filled = { name: " Ann ", motto: "x", age: "42", member: "on" };

Deno.test("parseForm converts what people type", () => {
  const { value } = accepted({ ...filled, age: " 042 ", height: "1.70", born: "1990-02-03", team: "TOR", extra: "x" });
  deepStrictEqual(value, {
    name: " Ann ",
    motto: "x",
    age: 42,
    height: 1.7,
    rank: undefined,
    stars: 3,
    born: new Date("1990-02-03T00:00:00Z"),
    member: true,
    news: false,
    team: "TOR",
  });

  function accepted(form: Record<string, string>): { value: unknown } {
    const parsed = parseForm(Input.extend({ rank: z.int().nullish() }), form);
    ok(parsed.ok, JSON.stringify(parsed));
    return { value: { rank: undefined, ...parsed.value as object } };
  }
});

Deno.test("parseForm takes an empty string for nothing entered", () => {
  const parsed = parseForm(Input, {
    ...filled,
    note: "",
    motto: "",
    height: "",
    rank: "",
    stars: "",
    born: "",
    team: "",
  });
  deepStrictEqual(parsed, {
    ok: true,
    value: { name: " Ann ", motto: null, age: 42, rank: null, stars: 3, member: true, news: false },
  });
});

Deno.test("parseForm keeps an empty string where a string must be", () => {
  const parsed = parseForm(z.object({ name: z.string(), title: z.string().default("x") }), { name: "", title: "" });
  deepStrictEqual(parsed, { ok: true, value: { name: "", title: "" } });
});

Deno.test("parseForm gives line breaks in one way, however they were posted", () => {
  const Note = z.object({ text: z.string().max(5) });
  deepStrictEqual(parseForm(Note, { text: "a\r\nb\rc" }), { ok: true, value: { text: "a\nb\nc" } });
});

Deno.test("parseForm reports the problems of each field", () => {
  const parsed = parseForm(Input, {
    name: "",
    motto: "x",
    age: "old",
    height: "1,7",
    rank: "1.5",
    born: "yesterday",
    member: "x",
  });
  ok(!parsed.ok);
  deepStrictEqual(Object.keys(parsed.fields).sort(), ["age", "born", "height", "member", "name", "rank"]);
  const empty = parseForm(Input, { ...filled, rank: "1", age: "" });
  ok(!empty.ok);
  deepStrictEqual(Object.keys(empty.fields), ["age"]);
});

Deno.test("parseForm reads local times as UTC and refuses dates that do not exist", () => {
  const schema = z.object({ at: z.date() });
  for (const text of ["2026-07-01T20:15", "2026-07-01T20:15:00Z", "2026-07-01T22:15+02:00"]) {
    deepStrictEqual(parseForm(schema, { at: text }), { ok: true, value: { at: new Date("2026-07-01T20:15:00Z") } });
  }
  for (const text of ["2026-13-01", "2026-07-01T25:00", "July 1", "1"]) ok(!parseForm(schema, { at: text }).ok, text);
});

Deno.test("parseForm chooses the member of a union by its choices", () => {
  const schema = z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("move"), by: z.int() }),
    z.object({ kind: z.literal("say"), by: z.string() }),
  ]);
  deepStrictEqual(parseForm(schema, { kind: "say", by: "3" }), { ok: true, value: { kind: "say", by: "3" } });
  deepStrictEqual(parseForm(schema, { kind: "move", by: "3" }), { ok: true, value: { kind: "move", by: 3 } });
  ok(!parseForm(schema, { kind: "fly", by: "3" }).ok);
});

Deno.test("parseForm looks through wrappers and applies transforms", () => {
  const schema = z.object({ by: z.string().transform((text) => text.length), and: z.bigint() }).readonly().refine(() =>
    true
  );
  deepStrictEqual(parseForm(schema, { by: "abc", and: "007" }), { ok: true, value: { by: 3, and: 7n } });
});

Deno.test("parseForm never throws, whatever the form", () => {
  fc.assert(fc.property(fc.dictionary(fc.string(), fc.string()), (form) => {
    for (const schema of [Input, z.string(), z.array(z.string()), z.object({ constructor: z.string() })]) {
      strictEqual(typeof parseForm(schema, form).ok, "boolean");
    }
  }));
});

const Order = z.object({
  address: z.object({ street: z.string().min(1, "Where to?"), city: z.string() }),
  billing: z.object({ street: z.string().min(1), zip: z.int() }).optional(),
  items: z.array(z.object({ name: z.string().min(2, "Too short"), count: z.int(), gift: z.boolean() })).max(3),
  tags: z.array(z.enum(["news", "offers"])),
  sizes: z.set(z.int()).optional(),
});

Deno.test("parseForm puts nested objects, rows and lists together", () => {
  deepStrictEqual(
    parseForm(Order, {
      "address.street": "Main St 1",
      "address.city": "",
      "billing.street": "",
      "billing.zip": " ",
      "items.0.name": "Tea",
      "items.0.count": "2",
      "items.0.gift": "on",
      "items.1.name": "Cup",
      "items.1.count": "1",
      tags: ["news", "offers"],
    }),
    {
      ok: false,
      fields: {
        "billing.street": ["Too small: expected string to have >=1 characters"],
        "billing.zip": [
          "Invalid input: expected number, received undefined",
        ],
      },
    },
  );
  const filled = { "address.street": "Main St 1", "address.city": "", "billing.street": "", "billing.zip": "" };
  deepStrictEqual(
    parseForm(Order, {
      ...filled,
      "items.7.name": "Cup",
      "items.7.count": "1",
      "items.2.name": "Tea",
      "items.2.count": "2",
      "items.2.gift": "true",
      tags: ["offers", ""],
      sizes: ["38", "40", "38"],
    }),
    {
      ok: true,
      value: {
        address: { street: "Main St 1", city: "" },
        items: [{ name: "Tea", count: 2, gift: true }, { name: "Cup", count: 1, gift: false }],
        tags: ["offers"],
        sizes: new Set([38, 40]),
      },
    },
  );
  deepStrictEqual(parseForm(Order, filled), {
    ok: true,
    value: { address: { street: "Main St 1", city: "" }, items: [], tags: [] },
  });
});

Deno.test("parseForm names problems as the fields were named", () => {
  const parsed = parseForm(Order, {
    "address.street": "",
    "items.4.name": "Tea",
    "items.4.count": "1",
    "items.9000.name": "x",
    "items.9000.count": "many",
    tags: ["news", "spam"],
  });
  deepStrictEqual(parsed.ok ? {} : parsed.fields, {
    "address.street": ["Where to?"],
    "address.city": ["Invalid input: expected string, received undefined"],
    "items.9000.name": ["Too short"],
    "items.9000.count": ["Invalid input: expected number, received string"],
    tags: ['Invalid option: expected one of "news"|"offers"'],
  });
});

Deno.test("parseForm takes the last of two fields where one value must be", () => {
  deepStrictEqual(parseForm(z.object({ on: z.boolean() }), { on: ["false", "true"] }), {
    ok: true,
    value: { on: true },
  });
});

Deno.test("parseForm reaches no prototype and follows no endless name", () => {
  const schema = z.object({ a: z.object({ b: z.string() }).optional(), list: z.array(z.object({ x: z.string() })) });
  deepStrictEqual(
    parseForm(schema, {
      "__proto__.polluted": "yes",
      "a.__proto__.polluted": "yes",
      "constructor.prototype.polluted": "yes",
      "list.__proto__.x": "yes",
      "list.-1.x": "yes",
      "list.1e3.x": "yes",
      "list.01.x": "yes",
      "list.99999999999.x": "yes",
      "list.length": "4294967295",
    }),
    { ok: false, fields: { "a.b": ["Invalid input: expected string, received undefined"] } },
  );
  strictEqual("polluted" in {}, false);
  type Tree = { name: string; parts: Tree[] };
  const Tree: z.ZodType<Tree> = z.object({ name: z.string(), parts: z.lazy(() => z.array(Tree)) });
  strictEqual(parseForm(Tree, { name: "x", [`${"parts.0.".repeat(5_000)}name`]: "x" }).ok, true);
});

Deno.test("parseForm gives files, and nothing for a file input in which nothing was chosen", () => {
  const schema = z.object({ photo: z.file().max(3, "Too heavy").optional(), others: z.array(z.file()) });
  const [photo, none] = [new File(["abc"], "a.png"), new File([], "")];
  deepStrictEqual(parseForm(schema, { photo, others: [none] }), { ok: true, value: { photo, others: [] } });
  deepStrictEqual(parseForm(schema, { photo: none, others: [photo, photo] }), {
    ok: true,
    value: { others: [photo, photo] },
  });
  deepStrictEqual(parseForm(schema, { photo: new File(["abcd"], "a.png") }), {
    ok: false,
    fields: { photo: ["Too heavy"] },
  });
  deepStrictEqual(parseForm(schema, { photo: "a.png" }), {
    ok: false,
    fields: { photo: ["Invalid input: expected file, received string"] },
  });
  ok(!parseForm(z.object({ name: z.string() }), { name: photo }).ok);
});

Deno.test("rightFields gives the fields that can be judged before the others are filled in", () => {
  const schema = z.object({
    name: z.string().trim().min(2),
    size: z.int(),
    note: z.string().optional(),
    address: z.object({ street: z.string().min(1), city: z.string() }),
    items: z.array(z.object({ count: z.int() })),
  }).refine(() => false);
  deepStrictEqual(
    rightFields(schema, [
      ["name", " Ann "],
      ["size", "many"],
      ["note", ""],
      ["address.street", ""],
      ["address.city", "Bern"],
      ["items.3.count", "2"],
    ]),
    { name: "Ann", items: [{ count: 2 }] },
  );
  deepStrictEqual(rightFields(z.object({ name: z.string() }).transform(({ name }) => name), [["name", "Ann"]]), {});
});
