import { deepStrictEqual } from "node:assert";
import { checkBudget } from "./check_budget.ts";

Deno.test("checkBudget names the mode that is too heavy", () => {
  deepStrictEqual(checkBudget({ client: 9_000, live: 9_001 }).map(({ message }) => message), [
    "budget: got 9001 bytes of gzip in live mode, expected at most 9000",
  ]);
});
