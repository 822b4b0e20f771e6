import { deepStrictEqual, strictEqual } from "node:assert";
import {
  action,
  calls,
  type Effect,
  form,
  navigate,
  none,
  ok,
  page,
  refuse,
  type Result,
  type Send,
} from "@rally/rally";
import { z } from "zod";
import { firstModel } from "../page/loop.ts";
import type { LoopModule } from "../page/module.ts";
import { recordingSend } from "../page/send.ts";
import type { WireEvent } from "../wire/frames.ts";
import { systemClock } from "./clock.ts";
import { type LiveInput, type LiveServices, type LiveUpdate, startLiveLoop } from "./live_loop.ts";
import { LiveView } from "./live_view.ts";

const contract = page("/counter", { mode: "live", actions: { add: action(z.object({ by: z.string() }), z.int()) } });
const server = calls(contract);
type Msg = { type: "clicked" } | { type: "typed"; text: string } | { type: "left" } | {
  type: "added";
  result: Result<number>;
};
type Model = { count: number; text: string; problem?: string };
const add = form(server.add, (result): Msg => ({ type: "added", result }));

const counter = {
  init: (): [Model, Effect<Msg>[]] => [{ count: 0, text: "" }, none],
  update(model: Model, msg: Msg): [Model, Effect<Msg>[]] {
    switch (msg.type) {
      case "clicked":
        return [{ ...model, count: model.count + 1 }, none];
      case "typed":
        return [{ ...model, text: msg.text }, none];
      case "left":
        return [model, [navigate("/away")]];
      case "added":
        return msg.result.ok
          ? [{ ...model, count: msg.result.value }, none]
          : [{ ...model, problem: msg.result.message }, none];
    }
  },
  view: (model: Model, send: Send<Msg>) => (
    <div>
      <button type="button" onClick={send({ type: "clicked" })}>{model.count}</button>
      <input onInput={send((event) => ({ type: "typed", text: event.value }))} />
      <p>{model.text}</p>
      <a onClick={send({ type: "left" })}>Leave</a>
      <form {...add(send).attributes}>{model.problem}</form>
    </div>
  ),
  head: (model: Model) => ({ title: `Count ${model.count}` }),
};

function start(expected: LoopModule["expected"] = {}) {
  const updates: LiveUpdate[] = [];
  const acts: { input: LiveInput; done: (result: Result<unknown> | undefined) => void }[] = [];
  const services: LiveServices = {
    act: (_call, input, done) => void acts.push({ input, done }),
    reload: () => {},
    subscribe: () => {},
    send: (update) => void updates.push(update),
    after: systemClock.after,
    watch: () => {},
    failed(error) {
      throw error;
    },
  };
  const module = { ...counter, expected } as unknown as LoopModule;
  const first = firstModel(module, {} as never);
  const view = new LiveView(module.view(first[0], recordingSend));
  const loop = startLiveLoop({ module, first, view, services });
  const slotOf = (fits: (outgoing: ReturnType<LiveView["handler"]>) => boolean) => {
    for (let slot = 0; slot < 50; slot++) if (fits(view.handler(1, slot))) return slot;
    throw new Error("The view has no such handler");
  };
  const slots = {
    click: slotOf((found) => isMessage(found, "clicked")),
    leave: slotOf((found) => isMessage(found, "left")),
    input: slotOf((found) => typeof found === "object" && found.type === "event"),
    form: slotOf((found) => typeof found === "object" && found.type === "submit"),
  };
  return { loop, view, updates, acts, slots };
}

function isMessage(found: ReturnType<LiveView["handler"]>, type: string): boolean {
  return typeof found === "object" && found.type === "message" && (found.message as Msg).type === type;
}

const event = (parts: Partial<WireEvent> = {}): WireEvent => ({
  type: "click",
  value: "",
  checked: false,
  key: "",
  form: [],
  ...parts,
});

Deno.test("an event runs update and is answered by its number, with patch and title", () => {
  const { loop, view, updates, slots } = start();
  loop.act(7, { version: 1, slot: slots.click }, event());
  strictEqual(updates.length, 1);
  deepStrictEqual([updates[0]?.ref, updates[0]?.patches.length, updates[0]?.title], [7, 1, "Count 1"]);
  strictEqual(view.html().includes(">1<"), true);
});

Deno.test("an event whose slot is not on the page does nothing and is answered all the same", () => {
  const { loop, updates } = start();
  loop.act(1, { version: 1, slot: 4000 }, event());
  loop.act(2, { version: 99, slot: 0 }, event());
  deepStrictEqual(updates.map(({ ref, patches }) => [ref, patches.length]), [[1, 0], [2, 0]]);
});

Deno.test("an event that changes nothing is answered without a patch", () => {
  const { loop, updates, slots } = start();
  loop.act(1, { version: 1, slot: slots.input }, event({ value: "" }));
  deepStrictEqual(updates.map(({ ref, patches, title }) => [ref, patches.length, title]), [[1, 0, null]]);
});

Deno.test("effects of the browser go down with the answer", () => {
  const { loop, updates, slots } = start();
  loop.act(1, { version: 1, slot: slots.leave }, event());
  deepStrictEqual(updates[0]?.effects, [{ type: "navigate", href: "/away", replace: false }]);
});

Deno.test("a form is answered when its action has been answered, and says whether it went well", () => {
  const { loop, updates, acts, slots } = start();
  loop.act(1, { version: 1, slot: slots.form }, event({ type: "submit", form: [["by", "5"]] }));
  strictEqual(updates.length, 0);
  deepStrictEqual(acts[0]?.input, { type: "fields", values: [["by", "5"]] });
  acts[0]?.done(ok(5));
  deepStrictEqual([updates[0]?.ref, updates[0]?.submitted, updates[0]?.title], [1, true, "Count 5"]);
  loop.act(2, { version: 1, slot: slots.form }, event({ type: "submit" }));
  acts[1]?.done(refuse.conflict("Too late"));
  deepStrictEqual([updates[1]?.ref, updates[1]?.submitted], [2, false]);
  loop.act(3, { version: 1, slot: slots.form }, event({ type: "submit" }));
  acts[2]?.done(undefined);
  deepStrictEqual([updates[2]?.ref, updates[2]?.patches], [3, []]);
});

Deno.test("a stopped loop answers nothing that comes late", () => {
  const { loop, updates } = start();
  loop.stop();
  loop.tell({ type: "clicked" });
  strictEqual(updates.length, 0);
});

Deno.test("what is expected of a form goes down at once, and is taken back when it is refused", () => {
  const { loop, view, updates, acts, slots } = start({
    add: (model, input) => ({ ...model as Model, count: Number((input as { by: string }).by) }),
  });
  loop.act(1, { version: 1, slot: slots.form }, event({ type: "submit", form: [["by", "3"]] }));
  deepStrictEqual(updates.map(({ ref, title }) => [ref, title]), [[null, "Count 3"]]);
  acts[0]?.done(refuse.conflict("Too late."));
  deepStrictEqual(updates.map(({ ref, title }) => [ref, title]), [[null, "Count 3"], [1, "Count 0"]]);
  strictEqual(view.html().includes("Too late."), true);
});
