import { deepStrictEqual, ok, strictEqual } from "node:assert";
import fc from "fast-check";
import { longestRun } from "./longest_run.ts";

Deno.test("longestRun finds a rising run, and none is longer", () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: -1, max: 9 }), { maxLength: 10 }), (numbers) => {
    const run = [...longestRun(numbers)].toSorted((a, b) => a - b).map((index) => numbers[index]!);
    ok(run.every((number, at) => number >= 0 && (at === 0 || run[at - 1]! < number)));
    strictEqual(run.length, longestByTrying(numbers));
  }));
});

Deno.test("longestRun keeps a list that is in order", () => {
  deepStrictEqual(longestRun([0, 1, 2, 3]).size, 4);
  deepStrictEqual(longestRun([]).size, 0);
});

function longestByTrying(numbers: readonly number[], above = -1): number {
  const lengths = numbers.map((number, at) => number > above ? 1 + longestByTrying(numbers.slice(at + 1), number) : 0);
  return Math.max(0, ...lengths);
}
