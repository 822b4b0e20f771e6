import { strictEqual } from "node:assert";
import { similarName } from "./similar.ts";

Deno.test("similarName finds a name at most two letters away", () => {
  const known = ["init", "update", "view", "load", "handlers"];
  strictEqual(similarName("Load", known), "load");
  strictEqual(similarName("handler", known), "handlers");
  strictEqual(similarName("updtae", known), "update");
  strictEqual(similarName("viewer", known), "view");
  strictEqual(similarName("contracts", known), undefined);
  strictEqual(similarName("x", known), undefined);
});
