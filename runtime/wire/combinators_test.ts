import { deepStrictEqual, strictEqual, throws } from "node:assert";
import { array, map, nullable, object, optional, record, set, tuple } from "./combinators.ts";
import { date, json } from "./leaves.ts";

Deno.test("object packs fields in order and drops what it does not name", () => {
  const codec = object({ id: json, home: json });
  deepStrictEqual(codec.pack({ home: "Toronto", secret: 1, id: 3 }), [3, "Toronto"]);
  deepStrictEqual(codec.unpack([3, "Toronto"]), { id: 3, home: "Toronto" });
});

Deno.test("optional tells absent, undefined and null apart", () => {
  const codec = object({ note: optional(nullable(json)) });
  const packed = [{}, { note: undefined }, { note: null }, { note: "x" }].map((value) => codec.pack(value));
  deepStrictEqual(packed, [[0], [[]], [[null]], [["x"]]]);
  throws(() => array(optional(json)).unpack([0]), { name: "DecodeError" });
  deepStrictEqual(packed.map((part) => codec.unpack(part)), [{}, { note: undefined }, { note: null }, { note: "x" }]);
});

Deno.test("combinators name the place of a wrong shape", () => {
  const codec = object({
    games: array(object({ home: json, at: tuple([date]) })),
    by: map(json, date),
    tags: set(date),
  });
  const refusalOf = (packed: unknown): string => {
    let message = "";
    throws(() => codec.unpack(packed), (error: Error) => (message = error.message, error.name === "DecodeError"));
    return message;
  };
  strictEqual(refusalOf(null), "value: Got null, expected an array of 3");
  strictEqual(refusalOf([[], [], [], []]), "value: Got an array of 4, expected an array of 3");
  strictEqual(refusalOf([{}, [], []]), "games: Got object, expected an array");
  strictEqual(refusalOf([[["a", [0]], ["b"]], [], []]), "games[1]: Got an array of 1, expected an array of 2");
  strictEqual(refusalOf([[["a", ["x"]]], [], []]), "games[0].at[0]: Got string, expected a time in milliseconds");
  strictEqual(refusalOf([[], ["a"], []]), "by: Got an array of 1, expected keys and values in turn");
  strictEqual(refusalOf([[], ["a", 1, "b", "x"], []]), "by[1]: Got string, expected a time in milliseconds");
  strictEqual(refusalOf([[], [], [1, null]]), "tags[1]: Got null, expected a time in milliseconds");
});

Deno.test("tuple keeps its length, with and without a rest", () => {
  const closed = tuple([json, optional(json)], undefined, 1);
  deepStrictEqual(closed.pack([1, 2, 3]), [1, [2]]);
  deepStrictEqual(closed.unpack([1]), [1]);
  throws(() => closed.unpack([]), { name: "DecodeError" });
  throws(() => closed.unpack([1, [2], 3]), { name: "DecodeError" });
  deepStrictEqual(tuple([json], date).unpack(["a", 1, 2]), ["a", new Date(1), new Date(2)]);
});

Deno.test("record makes own properties only", () => {
  const value = record(json).unpack(["__proto__", { polluted: 1 }, "a", 1]) as Record<string, unknown>;
  strictEqual(Object.getPrototypeOf(value), Object.prototype);
  deepStrictEqual(Object.keys(value), ["__proto__", "a"]);
  throws(() => record(json).unpack([1, 1]), { name: "DecodeError" });
});
