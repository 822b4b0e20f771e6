import { deepStrictEqual, strictEqual } from "node:assert";
import fc from "fast-check";
import { excessOf, jsonLimits, outlineOf } from "./json_limits.ts";

const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
const object = (keys: number) => Object.fromEntries(Array.from({ length: keys }, (_, at) => [`k${at}`, at]));
const json = JSON.stringify;

Deno.test("excessOf() takes what is as deep, as long and as wide as it may be", () => {
  const widest = [null, 1, "text", Array(jsonLimits.nodes).fill(0), Array(jsonLimits.nodes).fill([]), object(1000)];
  for (const value of widest) strictEqual(excessOf(json(value)), undefined);
  strictEqual(excessOf(nested(jsonLimits.depth)), undefined);
});

Deno.test("excessOf() names what there is too much of", () => {
  strictEqual(excessOf(nested(jsonLimits.depth + 1)), "it is nested deeper than 64");
  strictEqual(excessOf(json(Array(jsonLimits.nodes + 1).fill(0))), "it has more than 10000 values");
  strictEqual(excessOf(json(Array(6).fill(Array(2000).fill(0)))), "it has more than 10000 values");
  strictEqual(excessOf(json([object(1001)])), "an object has more than 1000 keys");
});

Deno.test("excessOf() looks no further than it must", () => {
  strictEqual(excessOf("[".repeat(1_000_000)), "it is nested deeper than 64");
});

Deno.test("excessOf() counts neither what stands in strings nor blanks", () => {
  const text = json({ [`\\"[{,:${"[".repeat(100)}`]: `${",".repeat(20_000)}\\` });
  strictEqual(excessOf(text), undefined);
  strictEqual(excessOf(`[${"[ \n\t ],".repeat(jsonLimits.nodes - 1)}[]]`), undefined);
});

Deno.test("excessOf() counts in the text of a value what its own lists and objects hold", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), fc.integer({ min: 0, max: 4 }), (value, blanks) => {
      const most = jsonLimits.nodes - countOf(value);
      // As many more values as there is room for, and one too many.
      const filled = (count: number) => json([value, Array(count - 2).fill(0)], null, blanks);
      strictEqual(excessOf(filled(most)), undefined);
      strictEqual(excessOf(filled(most + 1)), "it has more than 10000 values");
    }),
    { numRuns: 50 },
  );
});

function countOf(value: unknown): number {
  const children = typeof value === "object" && value !== null ? Object.values(value) : [];
  return children.reduce((sum: number, child) => sum + countOf(child), children.length);
}

Deno.test("outlineOf() leaves of a list what is neither list nor object", () => {
  strictEqual(
    outlineOf(`["call",7,"/",${nested(30_000)},"a [key]",{"a":{}},null]`),
    '["call",7,"/",null,"a [key]",null,null]',
  );
  fc.assert(fc.property(fc.array(fc.jsonValue()), (list) => {
    const outline = list.map((value) => typeof value === "object" ? null : value);
    deepStrictEqual(JSON.parse(outlineOf(json(list))), JSON.parse(json(outline)));
  }));
});

Deno.test("outlineOf() does not repeat what is never closed", () => {
  strictEqual(outlineOf("[".repeat(100_000)), "[null");
});
