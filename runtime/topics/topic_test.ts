import { strictEqual, throws } from "node:assert";
import { z } from "zod";
import { topic } from "./topic.ts";

const gameTopic = topic("game/:id", { params: { id: z.int() }, event: z.object({}) });

Deno.test("a topic is named by its parameters, encoded", () => {
  strictEqual(gameTopic({ id: 3 }).key, "game/3");
  strictEqual(
    topic("tag/:name", { params: { name: z.string() }, event: z.object({}) })({ name: "a/b" }).key,
    "tag/a%2Fb",
  );
});

Deno.test("a topic refuses a parameter that is not given, as plain JavaScript may call it", () => {
  for (const [params, got] of [[{}, "undefined"], [{ id: null }, "null"], [{ id: NaN }, "NaN"]] as const) {
    const message = `Cannot name a topic "game/:id": got ${got} for the parameter "id", expected a value`;
    throws(() => gameTopic(params as { id: number }), { name: "TypeError", message });
  }
});
