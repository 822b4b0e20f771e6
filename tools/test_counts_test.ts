import { deepStrictEqual, strictEqual } from "node:assert";
import { addCounts, formatCounts, readCounts } from "./test_counts.ts";

Deno.test("readCounts reads the closing line, with and without steps, skips and failures", () => {
  const read = (line: string) => Object.values(readCounts(`a test ... ok (1ms)\n\n${line}\n\nerror: Test failed\n`));
  deepStrictEqual(read("ok | 34 passed | 0 failed (5s)"), [34, 0, 0]);
  deepStrictEqual(read("FAILED | 5 passed (2 steps) | 3 failed (1 step) | 2 ignored | 1 filtered out (1m3s)"), [
    5,
    3,
    2,
  ]);
});

Deno.test("readCounts is not misled by what a test prints", () => {
  deepStrictEqual(Object.values(readCounts("I say: ok | 9 passed | 0 failed\n")), [0, 0, 0]);
});

Deno.test("formatCounts writes the closing line of several runs", () => {
  const runs = [{ passed: 2, failed: 0, skipped: 0 }, { passed: 3, failed: 1, skipped: 0 }];
  strictEqual(formatCounts(addCounts(runs)), "5 passed, 1 failed");
  strictEqual(formatCounts({ passed: 1, failed: 0, skipped: 2 }), "1 passed, 0 failed, 2 skipped");
});
