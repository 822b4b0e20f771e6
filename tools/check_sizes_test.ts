import { deepStrictEqual, strictEqual } from "node:assert";
import { checkSizes } from "./check_sizes.ts";

Deno.test("checkSizes refuses the 501st line", () => {
  strictEqual(checkSizes([{ path: "a.ts", text: "x\n".repeat(500) }]).length, 0);
  const [{ line, message }] = checkSizes([{ path: "a.ts", text: "x\n".repeat(501) }]);
  deepStrictEqual([line, message], [501, "sizes: got 501 lines, expected at most 500"]);
});
