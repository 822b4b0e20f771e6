import { deepStrictEqual, strictEqual } from "node:assert";
import { memoize, memoizeEqual, memoizeLast } from "./memoize.ts";

Deno.test("memoize() computes once for each object, also when the answer is undefined", () => {
  const asked: object[] = [];
  const ask = memoize((input: object) => void asked.push(input));
  const [first, second] = [{}, {}];
  for (const input of [first, second, first, second]) strictEqual(ask(input), undefined);
  deepStrictEqual(asked, [first, second]);
});

Deno.test("memoizeLast() computes when one item is another, and only then", () => {
  let count = 0;
  const ask = memoizeLast((items: readonly object[]) => [++count, items.length]);
  const [a, b, c] = [{}, {}, {}];
  deepStrictEqual(ask([a, b]), [1, 2]);
  deepStrictEqual(ask([a, b]), [1, 2]);
  deepStrictEqual(ask([b, a]), [2, 2]);
  deepStrictEqual(ask([b, a, c]), [3, 3]);
  deepStrictEqual(ask([]), [4, 0]);
});

Deno.test("memoizeEqual() computes when its input says something else, and only then", () => {
  let count = 0;
  const ask = memoizeEqual(({ names }: { names: ReadonlyMap<string, readonly string[]> }) => [++count, names.size]);
  deepStrictEqual(ask({ names: new Map([["a", ["x"]]]) }), [1, 1]);
  deepStrictEqual(ask({ names: new Map([["a", ["x"]]]) }), [1, 1]);
  deepStrictEqual(ask({ names: new Map([["a", ["y"]]]) }), [2, 1]);
  deepStrictEqual(ask({ names: new Map([["a", ["x"]]]) }), [3, 1]);
});
