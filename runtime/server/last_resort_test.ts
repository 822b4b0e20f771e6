import { match, strictEqual } from "node:assert";
import { surviveRejections } from "./last_resort.ts";

Deno.test("surviveRejections() logs a failure that nobody awaits, with what to do, and goes on", async () => {
  const told = Promise.withResolvers<string>();
  const stop = surviveRejections(told.resolve);
  void Promise.reject(new TypeError("No such row"));
  match(
    await told.promise,
    /^A promise has failed that nobody awaits: TypeError: No such row\n[^]*\nhint: put "await"/,
  );
  stop();
});

Deno.test("surviveRejections() says what is no error, too", async () => {
  const told = Promise.withResolvers<string>();
  const stop = surviveRejections(told.resolve);
  void Promise.reject("gone");
  strictEqual((await told.promise).split("\n")[0], "A promise has failed that nobody awaits: gone");
  stop();
});
