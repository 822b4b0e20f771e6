import { strictEqual } from "node:assert";
import { excessOf, jsonLimits } from "./json_limits.ts";

const nested = (depth: number) => JSON.parse("[".repeat(depth) + "]".repeat(depth));
const object = (keys: number) => Object.fromEntries(Array.from({ length: keys }, (_, at) => [`k${at}`, at]));

Deno.test("excessOf() takes what is as deep, as long and as wide as it may be", () => {
  for (const value of [null, 1, "text", nested(jsonLimits.depth), Array(jsonLimits.nodes).fill(0), object(1000)]) {
    strictEqual(excessOf(value), undefined);
  }
});

Deno.test("excessOf() names what there is too much of", () => {
  strictEqual(excessOf(nested(jsonLimits.depth + 1)), "it is nested deeper than 64");
  strictEqual(excessOf(Array(jsonLimits.nodes + 1).fill(0)), "it has more than 10000 values");
  strictEqual(excessOf(Array(6).fill(Array(2000).fill(0))), "it has more than 10000 values");
  strictEqual(excessOf([object(1001)]), "an object has more than 1000 keys");
});

Deno.test("excessOf() walks a million levels without a call for each", () => {
  strictEqual(excessOf(nested(1_000_000)), "it is nested deeper than 64");
});
