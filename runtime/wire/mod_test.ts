import { deepStrictEqual } from "node:assert";
import * as wire from "./mod.ts";

Deno.test("@rally/rally/wire exports what generated code imports, and nothing else", () => {
  deepStrictEqual(Object.keys(wire).sort(), [
    "DecodeError",
    "array",
    "bigint",
    "bytes",
    "date",
    "json",
    "lazy",
    "link",
    "map",
    "nothing",
    "nullable",
    "object",
    "optional",
    "record",
    "set",
    "tagged",
    "tuple",
    "union",
  ]);
});
