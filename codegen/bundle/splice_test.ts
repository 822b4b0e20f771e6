import { deepStrictEqual, strictEqual } from "node:assert";
import { applySplices, lineOffset, originalOffset, positionAt, type Splice } from "./splice.ts";

const text = "one two three";
const splices: Splice[] = [
  { start: 8, end: 8, text: "2.5 " },
  { start: 4, end: 7, text: "TWO!" },
  { start: 8, end: 8, text: "2.7 " },
];

Deno.test("applySplices() replaces and inserts, in the order of offsets", () => {
  strictEqual(applySplices(text, splices), "one TWO! 2.5 2.7 three");
  strictEqual(applySplices(text, []), text);
});

Deno.test("originalOffset() undoes the shift of all splices before an offset", () => {
  const spliced = applySplices(text, splices);
  strictEqual(originalOffset(splices, spliced.indexOf("one")), 0);
  strictEqual(originalOffset(splices, spliced.indexOf("!")), text.indexOf("two"));
  strictEqual(originalOffset(splices, spliced.indexOf("2.7")), text.indexOf("three"));
  strictEqual(originalOffset(splices, spliced.indexOf("three")), text.indexOf("three"));
  strictEqual(originalOffset(splices, spliced.indexOf("hree")), text.indexOf("hree"));
});

Deno.test("positionAt() counts lines and columns from 1", () => {
  deepStrictEqual(positionAt("ab\ncd\n", 0), { line: 1, column: 1 });
  deepStrictEqual(positionAt("ab\ncd\n", 4), { line: 2, column: 2 });
  deepStrictEqual(positionAt("ab\ncd\n", 6), { line: 3, column: 1 });
});

Deno.test("lineOffset() is the offset of a line's start", () => {
  strictEqual(lineOffset("ab\ncd\n", 1), 0);
  strictEqual(lineOffset("ab\ncd\n", 2), 3);
  strictEqual(lineOffset("ab\ncd\n", 9), 6);
});
