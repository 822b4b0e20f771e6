import { deepStrictEqual, ok } from "node:assert";
import fc from "fast-check";
import { z } from "zod";
import { link, type LinkValue } from "./link.ts";
import { parseQuery, parseStrings } from "./strings.ts";

const schemas = {
  id: z.int(),
  ratio: z.number().optional(),
  open: z.boolean().optional(),
  tab: z.enum(["score", "log"]).default("score"),
  level: z.literal([1, 2]).optional(),
  big: z.bigint().optional(),
  at: z.date().optional(),
  name: z.string().max(5).optional(),
};

Deno.test("parseStrings converts by the types of the leaves", () => {
  const strings = { id: "3", ratio: "-1.5", open: "false", level: "2", big: "-90071992547409931", name: "é" };
  deepStrictEqual(parseStrings(schemas, { ...strings, at: "2026-07-01T20:15:00.000Z", unknown: "x" }), {
    ok: true,
    values: {
      id: 3,
      ratio: -1.5,
      open: false,
      tab: "score",
      level: 2,
      big: -90071992547409931n,
      at: new Date("2026-07-01T20:15:00Z"),
      name: "é",
    },
  });
});

Deno.test("parseStrings refuses every spelling but the canonical one", () => {
  const wrong: Record<string, string[]> = {
    id: [
      "",
      "03",
      "0x3",
      "3e0",
      "+3",
      " 3",
      "3 ",
      "3.0",
      "-0",
      "NaN",
      "Infinity",
      "1_000",
      "three",
      "３",
      "9007199254740993",
    ],
    ratio: ["1.50", ".5", "1e3", "-"],
    open: ["", "TRUE", "on", "1"],
    tab: ["", "Score", "__proto__"],
    level: ["01", "3"],
    big: ["", "07", "-0", "1n", "1.0"],
    at: ["2026-07-01", "2026-07-01T20:15:00Z", "now", ""],
    name: ["abcdef"],
  };
  for (const [name, spellings] of Object.entries(wrong)) {
    for (const text of spellings) {
      const parsed = parseStrings(schemas, { id: "3", [name]: text });
      ok(!parsed.ok, `${name}=${text}`);
      deepStrictEqual(Object.keys(parsed.fields), [name]);
    }
  }
});

Deno.test("parseStrings reports every field at once, a missing one by its schema", () => {
  const parsed = parseStrings(schemas, { open: "maybe" });
  ok(!parsed.ok);
  deepStrictEqual(Object.keys(parsed.fields).sort(), ["id", "open"]);
});

Deno.test("parseStrings takes no value from a prototype", () => {
  const parsed = parseStrings({ constructor: z.string().optional() }, {});
  deepStrictEqual(parsed, { ok: true, values: { constructor: undefined } });
});

Deno.test("parseStrings gives back what link printed", () => {
  const value = fc.record({
    id: fc.maxSafeInteger(),
    ratio: fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
    open: fc.boolean(),
    tab: fc.constantFrom("score", "log"),
    level: fc.constantFrom(1, 2),
    big: fc.bigInt(),
    at: fc.date({ noInvalidDate: true, min: new Date(-1e14), max: new Date(1e15) }),
    name: fc.string({ unit: "binary", maxLength: 2 }).map((text) => text.toWellFormed()),
  }, { noNullPrototype: true });
  fc.assert(fc.property(value, (values: Record<string, LinkValue>) => {
    const { searchParams } = new URL(link("/", {}, values), "http://app.test");
    deepStrictEqual(parseStrings(schemas, Object.fromEntries(searchParams)), { ok: true, values });
  }));
});

Deno.test("parseQuery gives a list every value of its parameter, and the empty list for none", () => {
  const lists = { team: z.array(z.enum(["TOR", "MTL"])), page: z.array(z.int()).default([]) };
  deepStrictEqual(parseQuery(lists, "team=TOR&page=1&team=MTL"), {
    ok: true,
    values: { team: ["TOR", "MTL"], page: [1] },
  });
  deepStrictEqual(parseQuery(lists, ""), { ok: true, values: { team: [], page: [] } });
  const wrong = parseQuery(lists, "team=TOR&team=&page=01");
  ok(!wrong.ok);
  deepStrictEqual(Object.keys(wrong.fields), ["team", "page"]);
});

Deno.test("parseQuery refuses a parameter that repeats without being a list", () => {
  ok(!parseQuery(schemas, "id=3&id=4").ok);
  ok(!parseQuery(schemas, "id=3&name=a&name=b").ok);
});

Deno.test("parseQuery lets a schema catch what does not parse", () => {
  const caught = { page: z.int().catch(1), tab: z.enum(["score", "log"]).catch("score") };
  for (const query of ["page=x&tab=y", "page=01&tab=", "page=1&page=2&tab=log&tab=log", ""]) {
    deepStrictEqual(parseQuery(caught, query), { ok: true, values: { page: 1, tab: "score" } }, query);
  }
});

Deno.test("parseQuery gives back the lists that link printed", () => {
  const text = fc.string({ unit: "binary" }).map((item) => item.toWellFormed());
  fc.assert(fc.property(fc.array(text), fc.array(fc.maxSafeInteger()), (names, numbers) => {
    const [, query = ""] = link("/", {}, { names, numbers }).split("?");
    const parsed = parseQuery({ names: z.array(z.string()), numbers: z.array(z.int()) }, query);
    deepStrictEqual(parsed, { ok: true, values: { names, numbers } });
  }));
});
