import { strictEqual } from "node:assert";
import { isSameArg } from "./same_arg.ts";

Deno.test("isSameArg takes plain objects and lists by what they hold, and nothing else", () => {
  const shared = {};
  strictEqual(isSameArg(NaN, NaN), true);
  strictEqual(isSameArg("1", 1), false);
  strictEqual(isSameArg({ id: 1, shared }, { id: 1, shared }), true);
  strictEqual(isSameArg({ id: 1 }, Object.assign(Object.create(null), { id: 1 })), true);
  strictEqual(isSameArg({ id: 1, deep: {} }, { id: 1, deep: {} }), false);
  strictEqual(isSameArg({ id: 1 }, { id: 1, more: undefined }), false);
  strictEqual(isSameArg({ id: undefined }, { other: undefined }), false);
  strictEqual(isSameArg([1, 2], [1, 2]), true);
  strictEqual(isSameArg([1, 2], [2, 1]), false);
  strictEqual(isSameArg([], {}), false);
  strictEqual(isSameArg(new Date(1), new Date(2)), false);
  strictEqual(isSameArg(new Map([[1, 1]]), new Map()), false);
});
