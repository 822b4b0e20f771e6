import { deepStrictEqual, strictEqual, throws } from "node:assert";
import { array, nullable, object } from "./combinators.ts";
import { bigint, date, json } from "./leaves.ts";
import { lazy, tagged, union } from "./unions.ts";
import type { Codec } from "./codec.ts";

Deno.test("union lets plain values stand for themselves and marks the others", () => {
  const codec = union({ string: json, date, bigint, array: array(date) });
  const packed = ["a", new Date(5), 7n, [new Date(6)]].map((value) => codec.pack(value));
  deepStrictEqual(packed, ["a", [1, 5], [2, "7"], [3, [6]]]);
  deepStrictEqual(packed.map((part) => codec.unpack(part)), ["a", new Date(5), 7n, [new Date(6)]]);
});

Deno.test("union marks a plain value whose member is more than JSON", () => {
  const inner = union({ number: json, date });
  const codec = union({ number: inner, date: inner, bigint });
  deepStrictEqual([3, new Date(4), 5n].map((value) => codec.pack(value)), [[0, 3], [1, [1, 4]], [2, "5"]]);
  deepStrictEqual(codec.unpack([0, 3]), 3);
  throws(() => codec.unpack(3), { name: "DecodeError" });
});

Deno.test("union refuses kinds that it does not have", () => {
  const codec = union({ string: json, date });
  throws(() => codec.pack(3), /Got number, expected one of string, date/);
  for (
    const packed of [3, null, undefined, {}, [], [2, 1], [-1, 1], [0.5, 1], [1, "x"], [1, 5, 6], ["date", 1], true]
  ) {
    throws(() => codec.unpack(packed), { name: "DecodeError" });
  }
  throws(() => union({ undefined: date, date }).unpack([9, 1]), { name: "DecodeError" });
});

Deno.test("tagged packs the index of the tag and gives the tag back", () => {
  const codec = tagged("type", { added: object({ id: json }), removed: object({}) });
  deepStrictEqual(codec.pack({ type: "added", id: 3 }), [0, [3]]);
  deepStrictEqual(codec.unpack([0, [3]]), { id: 3, type: "added" });
  deepStrictEqual(codec.unpack([1, []]), { type: "removed" });
});

Deno.test("tagged leaves a tag that is no string to its member", () => {
  const codec = tagged("ok", { true: object({ ok: json }), false: object({ ok: json, message: json }) });
  deepStrictEqual(codec.unpack(codec.pack({ ok: false, message: "no" })), { ok: false, message: "no" });
});

Deno.test("tagged refuses unknown tags", () => {
  const codec = tagged("type", { added: object({}) });
  throws(() => codec.pack({ type: "toString" }), /Got "toString" as "type", expected one of added/);
  for (const packed of [null, [], [1, []], ["added", []], [0], [0, [], 1], { 0: 0, 1: [] }]) {
    throws(() => codec.unpack(packed), { name: "DecodeError" });
  }
});

Deno.test("lazy follows a shape into itself, and ends", () => {
  const list: Codec = object({ next: nullable(lazy(() => list)) });
  const value = { next: { next: { next: null } } };
  deepStrictEqual(list.pack(value), [[[null]]]);
  deepStrictEqual(list.unpack([[[null]]]), value);
  const circle: { next: unknown } = { next: null };
  circle.next = circle;
  throws(() => list.pack(circle), /more than 500 deep/);
  strictEqual(JSON.stringify(list.pack(value)), "[[[null]]]");
});
