import { deepStrictEqual, strictEqual } from "node:assert";
import { codeFrame, printFrame } from "./code_frame.ts";

Deno.test("codeFrame() shows three lines on each side and a caret", () => {
  const text = Array.from({ length: 12 }, (_, index) => `line ${index + 1}`).join("\n");
  const frame = codeFrame(text, 9, 6);
  deepStrictEqual(frame.map(({ number }) => number), [6, 7, 8, 9, 10, 11, 12]);
  deepStrictEqual(frame.filter(({ caret }) => caret !== undefined), [{ number: 9, text: "line 9", caret: 6 }]);
  strictEqual(codeFrame(text, 1, 1).length, 4);
  deepStrictEqual(codeFrame(text, 13, 1), []);
});

Deno.test("printFrame() puts the caret under its letter, tabs included", () => {
  strictEqual(printFrame(codeFrame("a\n\tb c\nd", 2, 4)), "  1 | a\n> 2 | \tb c\n    | \t  ^\n  3 | d\n");
});
