import { deepStrictEqual, strictEqual } from "node:assert";
import { unsavableTexts } from "./savable_text.ts";

const problem = ["This has a character that cannot be saved."];

Deno.test("unsavableTexts() names each field with a NUL or with half a character", () => {
  const input = { name: "a\0", rows: [{ text: "fine" }, { text: "\ud800" }], tags: new Set(["\udc00"]), "\0": 1 };
  deepStrictEqual(unsavableTexts(input), { name: problem, "rows.1.text": problem, "tags.0": problem, "": problem });
  deepStrictEqual(unsavableTexts(new Map([["a", "\0"]])), { "0": problem });
});

Deno.test("unsavableTexts() takes every other text, and looks into nothing that is none", () => {
  const input = {
    text: "ä 🎉 \u2028 \ufffe",
    at: new Date(0),
    bytes: new Uint8Array([0]),
    none: null,
    list: [1n, "\n"],
  };
  strictEqual(unsavableTexts(input), undefined);
});
