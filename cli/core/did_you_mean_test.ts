import { strictEqual } from "node:assert";
import { didYouMean } from "./did_you_mean.ts";

const names = ["init", "dev", "gen", "migrate", "seed", "reset", "build", "start", "compile", "routes", "help"];

Deno.test("didYouMean() finds a swapped, a missing and an extra letter", () => {
  strictEqual(didYouMean("biuld", names), "build");
  strictEqual(didYouMean("migrat", names), "migrate");
  strictEqual(didYouMean("startt", names), "start");
  strictEqual(didYouMean("BUILD", names), "build");
});

Deno.test("didYouMean() says nothing when no name is near", () => {
  strictEqual(didYouMean("deploy", names), undefined);
  strictEqual(didYouMean("x", names), undefined);
  strictEqual(didYouMean("", names), undefined);
});
