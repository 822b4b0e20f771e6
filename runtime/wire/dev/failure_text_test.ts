import { deepStrictEqual, strictEqual } from "node:assert";
import { failureText, stackOf } from "./failure_text.ts";

Deno.test("failureText() lets the hint stand by itself and keeps every other line", () => {
  deepStrictEqual(failureText(new TypeError("wrong\nGot: 1\nhint: do this")), {
    message: "TypeError: wrong\nGot: 1",
    hint: "do this",
  });
  deepStrictEqual(failureText(new Error("wrong")), { message: "Error: wrong" });
});

Deno.test("stackOf() begins where the explained error came up", () => {
  const cause = new TypeError("Cannot assign to read only property");
  strictEqual(stackOf(new TypeError("Cannot change the model", { cause })).indexOf(cause.stack!), 0);
});
