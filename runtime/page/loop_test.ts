import { deepStrictEqual, strictEqual } from "node:assert";
import type { Start } from "./contract.ts";
import { focus } from "./common_effects.ts";
import type { Effect } from "./effect.ts";
import { createLoop, type LoopHost } from "./loop.ts";
import type { LoopModule } from "./module.ts";
import { on, type Subscription, topicsOf } from "./subscription.ts";
import { after } from "./timed.ts";

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
    subscribe: (set: readonly Subscription<unknown>[]) =>
      void log.push(`on ${topicsOf(set).map((s) => s.address.key)}`),
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
  strictEqual(loop.model(), 2);
  deepStrictEqual(log, ["on t/0", "run after", "run after", "render 2", "on t/2"]);
});

Deno.test("createLoop ends the loop when the page throws", () => {
  const { host, log } = record();
  const loop = createLoop(module, [0, []], host);
  loop.dispatch("boom");
  loop.dispatch("up");
  strictEqual(log.at(-1), "failed Boom");
  strictEqual(loop.model(), 0);
});

Deno.test("stop drops late messages", () => {
  const { host } = record();
  const loop = createLoop(module, [0, []], host);
  loop.stop();
  loop.dispatch("up");
  strictEqual(loop.model(), 0);
});

Deno.test("reloaded gives the message of `reloaded`, or a fresh model without one", () => {
  const { host } = record();
  const start = { data: 7, params: {}, query: {}, path: "/" } as unknown as Start;
  const loop = createLoop({ ...module, reloaded: () => "up" }, [5, []], host);
  loop.reloaded(start);
  strictEqual(loop.model(), 6);
  const rebuilt = createLoop(module, [5, []], host);
  rebuilt.reloaded(start);
  strictEqual(rebuilt.model(), 0);
});

/** A host whose frames end when the test says so. */
function recordFrames() {
  const { host, log } = record();
  const frames: (() => void)[] = [];
  return { log, host: { ...host, nextFrame: (work: () => void) => void frames.push(work) }, frames };
}

const renders = (log: readonly string[]) => log.filter((line) => line.startsWith("render"));

Deno.test("createLoop shows the first change at once and all others of a frame as one", () => {
  const { host, log, frames } = recordFrames();
  const loop = createLoop(module, [0, []], host);
  for (let count = 0; count < 100; count++) loop.dispatch("up");
  deepStrictEqual(renders(log), ["render 1"]);
  frames.shift()?.();
  deepStrictEqual(renders(log), ["render 1", "render 100"]);
  frames.shift()?.();
  strictEqual(frames.length, 0);
  loop.dispatch("up");
  deepStrictEqual(renders(log), ["render 1", "render 100", "render 101"]);
});

Deno.test("createLoop shows what waits before an effect on an element", () => {
  const { host, log } = recordFrames();
  const focusing = {
    ...module,
    update: (model: unknown) => [Number(model) + 1, [focus("#x")]] as [number, Effect<Msg>[]],
  };
  const loop = createLoop(focusing, [0, []], host);
  loop.dispatch("up");
  loop.dispatch("up");
  deepStrictEqual(log.slice(-3), ["on t/2", "render 2", "run focus"]);
});

Deno.test("a view that throws at the end of a frame ends the loop", () => {
  const { host, log, frames } = recordFrames();
  const render = (model: unknown) => {
    if (model === 2) throw new Error("No two");
  };
  const loop = createLoop(module, [0, []], { ...host, render });
  loop.dispatch("up");
  loop.dispatch("up");
  frames.shift()?.();
  strictEqual(log.at(-1), "failed No two");
});

Deno.test("a stopped loop shows nothing at the end of its frame", () => {
  const { host, log, frames } = recordFrames();
  const loop = createLoop(module, [0, []], host);
  loop.dispatch("up");
  loop.dispatch("up");
  loop.stop();
  frames.shift()?.();
  deepStrictEqual(renders(log), ["render 1"]);
});
