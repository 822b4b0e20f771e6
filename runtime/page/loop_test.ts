import { deepStrictEqual, strictEqual } from "node:assert";
import type { Start } from "./contract.ts";
import { after, type Effect } from "./effect.ts";
import { createLoop, type LoopHost } from "./loop.ts";
import type { LoopModule } from "./module.ts";
import { on, type Subscription } from "./subscription.ts";

type Msg = "up" | "twice" | "boom";

const module: LoopModule = {
  init: () => [0, []],
  update(model, message) {
    const count = model as number;
    switch (message as Msg) {
      case "up":
        return [count + 1, []];
      case "twice":
        return [count, [after(0, "up"), after(0, "up")]];
      case "boom":
        throw new Error("Boom");
    }
  },
  view: () => null,
  subscriptions: (model) => [on({ topic: "t/:n", key: `t/${model}` }, (event) => event)],
};

function record(): { host: LoopHost; log: string[] } {
  const log: string[] = [];
  const host: LoopHost = {
    render: (model) => void log.push(`render ${model}`),
    run: (effect: Effect<unknown>, dispatch) => {
      log.push(`run ${effect.type}`);
      if (effect.type === "after") dispatch(effect.message);
    },
    subscribe: (set: readonly Subscription<unknown>[]) => void log.push(`on ${set.map((s) => s.address.key)}`),
    failed: (error) => void log.push(`failed ${(error as Error).message}`),
  };
  return { host, log };
}

Deno.test("start runs the first effects once and subscribes without rendering again", () => {
  const { host, log } = record();
  createLoop(module, [0, [after(0, "up")]], host).start();
  deepStrictEqual(log, ["on t/0", "run after", "render 1", "on t/1"]);
});

Deno.test("createLoop renders once for messages that effects send while one is handled", () => {
  const { host, log } = record();
  const loop = createLoop(module, [0, []], host);
  log.length = 0;
  loop.dispatch("twice");
  strictEqual(loop.model, 2);
  deepStrictEqual(log, ["on t/0", "run after", "run after", "render 2", "on t/2"]);
});

Deno.test("createLoop ends the loop when the page throws", () => {
  const { host, log } = record();
  const loop = createLoop(module, [0, []], host);
  loop.dispatch("boom");
  loop.dispatch("up");
  strictEqual(log.at(-1), "failed Boom");
  strictEqual(loop.model, 0);
});

Deno.test("stop drops late messages", () => {
  const { host } = record();
  const loop = createLoop(module, [0, []], host);
  loop.stop();
  loop.dispatch("up");
  strictEqual(loop.model, 0);
});

Deno.test("reloaded gives the message of `reloaded`, or a fresh model without one", () => {
  const { host } = record();
  const start = { data: 7, params: {}, query: {}, path: "/" } as unknown as Start;
  const loop = createLoop({ ...module, reloaded: () => "up" }, [5, []], host);
  loop.reloaded(start);
  strictEqual(loop.model, 6);
  const rebuilt = createLoop(module, [5, []], host);
  rebuilt.reloaded(start);
  strictEqual(rebuilt.model, 0);
});
