import { strictEqual } from "node:assert";
import { median } from "./table.ts";

Deno.test("median takes the middle, or the mean of the two in the middle", () => {
  strictEqual(median([3, 1, 2]), 2);
  strictEqual(median([4, 1, 3, 2]), 2.5);
});
