import { deepStrictEqual, strictEqual } from "node:assert";
import fc from "fast-check";
import type { Start } from "./contract.ts";
import type { Effect } from "./effect.ts";
import { type Expectations, expecting } from "./expectations.ts";
import { createLoop, type Loop } from "./loop.ts";
import type { LoopModule } from "./module.ts";
import { ok, refuse, type Result } from "./result.ts";

/** A list of what was added. It may not hold more than five, so that an expectation depends on what is below it. */
type Model = readonly string[];
type Msg = { type: "add"; name: string } | { type: "answered"; result: Result<unknown> } | {
  type: "pushed" | "loaded";
  model: Model;
};

const call = (name: string): Effect<Msg> => ({
  type: "call",
  call: { owner: "/", action: "add", over: "socket" },
  input: name,
  toMessage: (result) => ({ type: "answered", result }),
});
const added = (model: Model, name: string): Model => model.length < 5 ? [...model, name] : model;

const list: LoopModule = {
  update(model, message) {
    const msg = message as Msg;
    switch (msg.type) {
      case "add":
        return [model, [call(msg.name)]];
      case "answered":
        // A refusal changes nothing at all, which is when a forgotten redraw would show.
        return [msg.result.ok ? added(model as Model, msg.result.value as string) : model, []];
      case "pushed":
      case "loaded":
        return [msg.model, []];
    }
  },
  view: () => null,
  reloaded: ({ data }: Start): Msg => ({ type: "loaded", model: data as unknown as Model }),
  expected: { add: (model, input) => added(model as Model, `${input}?`) },
};

/** A loop as every host makes it; what the reader sees, and each call that waits. */
function startList(module: LoopModule, effects: readonly Effect<Msg>[] = []) {
  const waiting: { name: string; answer: (result: Result<unknown> | undefined) => void }[] = [];
  const failures: unknown[] = [];
  const seen: unknown[] = [[]];
  const { render, expect }: Expectations = expecting(module, (model) => void seen.push(model), () => loop);
  const loop: Loop = createLoop(module, [[], effects], {
    render,
    run(effect) {
      if (effect.type !== "call") return;
      const tell = (result: Result<unknown> | undefined) => {
        if (result) loop.attempt(() => loop.dispatch(effect.toMessage(result)));
      };
      waiting.push({ name: String(effect.input), answer: expect(effect.call.action, effect.input, tell) });
    },
    subscribe: () => {},
    failed: (error) => void failures.push(error),
  });
  loop.start();
  return { loop, waiting, failures, seen, shown: () => seen.at(-1) };
}

type Step =
  | { type: "add" | "stop" }
  | { type: "answer"; at: number; how: "ok" | "refused" | "redirected" }
  | { type: "pushed" | "reloaded"; model: Model };

const model = fc.array(fc.constantFrom("x", "y", "z"), { maxLength: 5 });
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.constant<Step>({ type: "add" }) },
    {
      weight: 4,
      arbitrary: fc.record({
        type: fc.constant("answer" as const),
        at: fc.nat(9),
        how: fc.constantFrom("ok" as const, "refused" as const, "redirected" as const),
      }),
    },
    { weight: 1, arbitrary: fc.record({ type: fc.constantFrom("pushed" as const, "reloaded" as const), model }) },
  ),
  { maxLength: 40 },
);

Deno.test("the reader sees the real model with what is expected of each waiting call, whatever arrives in which order", () => {
  fc.assert(
    fc.property(steps, fc.nat(60), (all, stopAt) => {
      const { loop, waiting, failures, shown } = startList(list);
      let real: Model = [];
      let pending: string[] = [];
      let last = real;
      for (const [number, step] of all.entries()) {
        if (number === stopAt) loop.stop();
        const running = number < stopAt;
        switch (step.type) {
          case "add":
            loop.dispatch({ type: "add", name: `n${number}` });
            if (running) pending = [...pending, `n${number}`];
            break;
          case "answer": {
            const [call] = waiting.splice(step.at % (waiting.length || 1), 1);
            if (!call) break;
            pending = pending.filter((name) => name !== call.name);
            if (step.how === "ok") real = added(real, call.name);
            call.answer(step.how === "ok" ? ok(call.name) : step.how === "refused" ? refuse.offline() : undefined);
            break;
          }
          case "pushed":
            loop.dispatch({ type: "pushed", model: step.model });
            real = step.model;
            break;
          case "reloaded":
            loop.reloaded({ data: step.model } as unknown as Start);
            real = step.model;
            break;
        }
        if (running) last = pending.reduce((below, name) => added(below, `${name}?`), real);
        // After its end a loop shows nothing more, whatever answers come.
        deepStrictEqual(shown(), last);
        if (running) deepStrictEqual(loop.model(), real);
      }
      deepStrictEqual(failures, []);
    }),
    { numRuns: 2_000 },
  );
});

Deno.test("an expectation and the answer that takes its place are one change to the reader", () => {
  const { loop, waiting, seen } = startList(list);
  loop.dispatch({ type: "add", name: "a" });
  waiting[0]?.answer(ok("a"));
  deepStrictEqual(seen, [[], ["a?"], ["a"]]);
});

Deno.test("the effects of init may call an action that expects something", () => {
  const { shown, failures } = startList(list, [call("a")]);
  deepStrictEqual(failures, []);
  deepStrictEqual(shown(), ["a?"]);
});

Deno.test("an action without an expectation changes nothing until its answer", () => {
  const { loop, waiting, seen } = startList({ ...list, expected: {} });
  loop.dispatch({ type: "add", name: "a" });
  waiting[0]?.answer(refuse.offline());
  deepStrictEqual(seen, [[]]);
});

Deno.test("an expectation that throws ends the loop as update would", () => {
  const boom = () => {
    throw new Error("Boom");
  };
  const { loop, failures } = startList({ ...list, expected: { add: boom } });
  loop.dispatch({ type: "add", name: "a" });
  strictEqual(failures.length, 1);
  loop.dispatch({ type: "pushed", model: ["x"] });
  deepStrictEqual(loop.model(), []);
});
