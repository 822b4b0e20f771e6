import { deepStrictEqual, strictEqual, throws } from "node:assert";
import {
  action,
  after,
  browserFunction,
  calls,
  type Effect,
  every,
  form,
  navigate,
  none,
  ok,
  onMedia,
  onWindow,
  page,
  refuse,
  type Result,
  type Send,
  store,
  stores,
  type Subscription,
} from "@rally/rally";
import { json } from "@rally/rally/wire";
import { z } from "zod";
import { firstModel } from "../page/loop.ts";
import type { LoopModule } from "../page/module.ts";
import { recordingSend } from "../page/send.ts";
import type { BrowserSource } from "../page/subscription.ts";
import type { Json } from "../wire/codec.ts";
import type { WireEvent } from "../wire/frames.ts";
import { systemClock } from "./clock.ts";
import type { LiveUpdate } from "../wire/patch_frame.ts";
import { type LiveInput, type LiveServices, startLiveLoop } from "./live_loop.ts";
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

// Whose turn it is, is of no concern here.
const atOnce = {
  async post(work: () => void) {
    await work();
  },
  tell: (work: () => void) => work(),
  handles: () => {},
};

function numberOf(value: unknown): number {
  if (typeof value === "number") return value;
  throw new TypeError("Not a number");
}

function start(page: Partial<LoopModule> = {}, others: Partial<LiveServices> = {}) {
  const updates: LiveUpdate[] = [];
  const listened: (readonly BrowserSource[])[] = [];
  const refused: string[] = [];
  const acts: { input: LiveInput; done: (result: Result<unknown> | undefined) => void }[] = [];
  const services: LiveServices = {
    act: (_call, input, done) => void acts.push({ input, done }),
    reload: () => {},
    subscribe: () => {},
    listen: (sources) => void listened.push(sources),
    wire: {},
    functions: (name) => name === "add" ? { packInput: (input) => input as Json, parseOutput: numberOf } : undefined,
    send: (update) => void updates.push(update),
    after: systemClock.after,
    mailbox: atOnce,
    watch: () => {},
    refused: (what) => void refused.push(what),
    failed(error) {
      throw error;
    },
    overflowed() {
      throw new Error("More waits for the browser than is kept");
    },
    ...others,
  };
  const module = { ...counter, ...page } as unknown as LoopModule;
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
  return { loop, view, updates, acts, slots, listened, refused };
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
  deepStrictEqual([updates[0]?.ref, updates[0]?.patch.length, updates[0]?.title], [7, 2, "Count 1"]);
  strictEqual(view.html().includes(">1<"), true);
});

Deno.test("the head goes down whole when anything of it has changed, and attributes that are gone as none", () => {
  const head = (model: unknown) => {
    const { count } = model as Model;
    return { title: "Counter", ...(count === 1 ? { html: { "data-count": "1" } } : {}) };
  };
  const { loop, updates, slots } = start({ head });
  for (const ref of [1, 2, 3]) loop.act(ref, { version: ref, slot: slots.click }, event());
  deepStrictEqual(updates.map(({ title, html }) => [title, html]), [
    ["Counter", { "data-count": "1" }],
    ["Counter", {}],
    [undefined, undefined],
  ]);
});

Deno.test("a title that is no more is told, so that the layout's own counts", () => {
  const head = (model: unknown) => (model as Model).count === 1 ? { title: "One" } : {};
  const { loop, updates, slots } = start({ head });
  for (const ref of [1, 2]) loop.act(ref, { version: ref, slot: slots.click }, event());
  deepStrictEqual(updates.map(({ title, html }) => [title, html]), [["One", undefined], [undefined, {}]]);
});

Deno.test("an event whose slot is not on the page does nothing, is answered all the same, and is told as refused", () => {
  const { loop, updates, refused } = start();
  loop.act(1, { version: 1, slot: 4000 }, event());
  loop.act(2, { version: 99, slot: 0 }, event());
  loop.seen(7);
  deepStrictEqual(updates, [{ ref: 1, patch: [] }, { ref: 2, patch: [] }]);
  deepStrictEqual(refused, ["slot", "slot", "version"]);
});

Deno.test("an event that changes nothing is answered without a patch", () => {
  const { loop, updates, slots } = start();
  loop.act(1, { version: 1, slot: slots.input }, event({ value: "" }));
  deepStrictEqual(updates, [{ ref: 1, patch: [] }]);
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
  deepStrictEqual([updates[1]?.ref, updates[1]?.submitted], [2, undefined]);
  loop.act(3, { version: 1, slot: slots.form }, event({ type: "submit" }));
  acts[2]?.done(undefined);
  deepStrictEqual(updates[2], { ref: 3, patch: [] });
});

Deno.test("a stopped loop answers nothing that comes late", () => {
  const { loop, updates } = start();
  loop.stop();
  loop.tell(() => ({ type: "clicked" }));
  strictEqual(updates.length, 0);
});

Deno.test("what is expected of a form goes down at once, and is taken back when it is refused", () => {
  const { loop, view, updates, acts, slots } = start({
    expected: { add: (model, input) => ({ ...model as Model, count: Number((input as { by: string }).by) }) },
  });
  loop.act(1, { version: 1, slot: slots.form }, event({ type: "submit", form: [["by", "3"]] }));
  deepStrictEqual(updates.map(({ ref, title }) => [ref, title]), [[0, "Count 3"]]);
  acts[0]?.done(refuse.conflict("Too late."));
  deepStrictEqual(updates.map(({ ref, title }) => [ref, title]), [[0, "Count 3"], [1, "Count 0"]]);
  strictEqual(view.html().includes("Too late."), true);
});

const stored = page("/kept", { mode: "live", stored: { draft: store(z.string()) } });
const addOne = browserFunction("add", z.int(), z.int(), (by) => by + 1);

/** A counter whose every message is what is asked for next. */
function asking(effects: Effect<unknown>[], subscriptions: Subscription<unknown>[] = []) {
  const messages: unknown[] = [];
  const started = start({
    init: () => [{ count: 0, text: "" }, effects],
    update(model, message) {
      messages.push(message);
      return [model, []];
    },
    subscriptions: () => subscriptions,
  });
  return { ...started, messages };
}

/** Enough for what was answered to have become a message. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

Deno.test("a question goes down with a number, and only its first answer counts", async () => {
  const asked = asking([addOne(3, (result) => result), addOne(4, (result) => result)]);
  const { loop, updates, messages } = asked;
  const question = (input: number) => ({ type: "function", name: "add", input });
  deepStrictEqual(updates[0]?.effects, [{ type: "ask", id: 1, question: question(3) }, {
    type: "ask",
    id: 2,
    question: question(4),
  }]);
  loop.told(7, { ok: true, value: 1 });
  loop.told(2, { ok: true, value: 5 });
  loop.told(2, { ok: true, value: 6 });
  await settled();
  deepStrictEqual(messages, [ok(5)]);
});

Deno.test("an answer that its schema refuses, a failure and nonsense become a refusal", async () => {
  for (const answer of [{ ok: true, value: "x" }, { ok: false, kind: "denied" }, null, 3, { ok: "yes", value: 3 }]) {
    const { loop, messages } = asking([addOne(3, (result) => result)]);
    loop.told(1, answer);
    await settled();
    deepStrictEqual(messages, [refuse.failed("browser", "Your browser could not do this.")]);
  }
});

Deno.test("a function that the app does not have ends the page", () => {
  const unknown = browserFunction("unknown", z.int(), z.int(), (by) => by);
  throws(() => asking([unknown(1, (result) => result)]), /Cannot call "unknown"/);
});

Deno.test("what a browser keeps travels as text and is unpacked by the page's codec", async () => {
  const messages: unknown[] = [];
  const { draft } = stores(stored);
  const services = { wire: { stored: { draft: { hash: "h", codec: json } } } };
  const { loop, updates } = start({
    init: () => [{ count: 0, text: "" }, [draft.save("Milk"), draft.read((text) => ({ text }))]],
    update(model, message) {
      messages.push(message);
      return [model, []];
    },
  }, services);
  const place = { area: "local", key: "rally:/kept#draft" };
  deepStrictEqual(updates[0]?.effects, [
    { type: "write", ...place, text: 'h "Milk"' },
    { type: "ask", id: 1, question: { type: "read", ...place } },
  ]);
  loop.told(1, 'h "Milk"');
  await settled();
  deepStrictEqual(messages, [{ text: "Milk" }]);
});

Deno.test("window, document and media queries go to the browser as data; it can name only those", () => {
  const { loop, listened, messages } = asking([], [
    onWindow("keydown", ({ key }) => key, { keys: ["Escape"] }),
    onMedia("print", (matches) => matches),
    every(60_000, "tick"),
  ]);
  const [sources] = listened;
  deepStrictEqual(sources, [
    { type: "event", target: "window", name: "keydown", keys: ["Escape"] },
    { type: "media", query: "print" },
  ]);
  loop.heard(JSON.stringify(sources![0]), {
    event: { ...event({ key: "Escape" }), form: {} },
    media: false,
    connection: { state: "online", waiting: 0 },
  });
  loop.heard(JSON.stringify(sources![1]), {
    event: { ...event(), form: {} },
    media: true,
    connection: { state: "online", waiting: 0 },
  });
  loop.heard(JSON.stringify({ type: "media", query: "screen" }), {
    event: { ...event(), form: {} },
    media: true,
    connection: { state: "online", waiting: 0 },
  });
  loop.heard(JSON.stringify({ type: "every", ms: 60_000 }), {
    event: { ...event(), form: {} },
    media: true,
    connection: { state: "online", waiting: 0 },
  });
  deepStrictEqual(messages, ["Escape", true]);
  strictEqual(listened.length, 1);
  loop.stop();
});

Deno.test("events of one frame are shown at once and at its end, and an answer waits for neither", async () => {
  const frames: Promise<unknown>[] = [];
  const { loop, updates, slots } = start({}, { watch: (_what, work) => void frames.push(work) });
  for (let count = 0; count < 50; count++) loop.tell(() => ({ type: "clicked" }));
  strictEqual(updates.length, 1);
  loop.act(1, { version: 1, slot: slots.click }, event());
  deepStrictEqual(updates.map(({ ref, title }) => [ref, title]), [[0, "Count 1"], [1, "Count 51"]]);
  loop.tell(() => ({ type: "clicked" }));
  await frames.at(-1);
  deepStrictEqual(updates.at(-1)?.title, "Count 52");
  loop.stop();
  await Promise.all(frames);
});

/** What is waited for to the end of each frame, one after the other. */
function framesOf(watched: Promise<unknown>[]) {
  return async () => {
    while (watched.length > 0) await watched.pop();
  };
}

Deno.test("a browser that says nothing gets seven versions, and then the latest alone", async () => {
  const watched: Promise<unknown>[] = [];
  const nextFrame = framesOf(watched);
  const { loop, view, updates, slots } = start({}, { watch: (_what, work) => void watched.push(work) });
  for (let count = 0; count < 60; count++) {
    loop.tell(() => ({ type: "clicked" }));
    await nextFrame();
  }
  deepStrictEqual(updates.map(({ title }) => title), [1, 2, 3, 4, 5, 6, 7].map((count) => `Count ${count}`));
  strictEqual(view.version, 8);
  loop.seen(2);
  deepStrictEqual(updates.slice(7).map(({ ref, title }) => [ref, title]), [[0, "Count 60"]]);
  // What it still shows counts, however much was drawn meanwhile.
  loop.act(1, { version: 2, slot: slots.click }, event());
  deepStrictEqual([updates.at(-1)?.ref, updates.at(-1)?.stale], [1, undefined]);
  loop.seen(9);
  strictEqual(updates.at(-1)?.title, "Count 61");
  loop.stop();
  await Promise.all(watched);
});

Deno.test("a browser that says nothing, and has a thousand effects waiting, begins anew", async () => {
  const watched: Promise<unknown>[] = [];
  const nextFrame = framesOf(watched);
  let overflows = 0;
  const { loop } = start({
    update: (model) => [counter.update(model as Model, { type: "clicked" })[0], [navigate("/away")]],
  }, { watch: (_what, work) => void watched.push(work), overflowed: () => overflows++ });
  for (let count = 0; count < 8; count++) {
    loop.tell(() => ({ type: "clicked" }));
    await nextFrame();
  }
  for (let count = 0; count < 999; count++) loop.tell(() => ({ type: "clicked" }));
  strictEqual(overflows, 0);
  loop.tell(() => ({ type: "clicked" }));
  strictEqual(overflows, 1);
  loop.stop();
  await Promise.all(watched);
});

Deno.test("a clock does not tick again before its loop has had its turn, and lets those who wait go first", () => {
  const waiting: (() => void)[] = [];
  let tick = () => {};
  const { loop, updates } = start({ subscriptions: () => [every(10, { type: "clicked" })] }, {
    after(_ms, work) {
      tick = work;
      return () => {};
    },
    mailbox: {
      handles: () => {},
      post: atOnce.post,
      tell: (work) => void waiting.push(work),
    },
  });
  for (let time = 0; time < 3; time++) tick();
  strictEqual(waiting.length, 1);
  waiting.pop()!();
  strictEqual(updates.length, 1);
  tick();
  strictEqual(waiting.length > 0, true);
  loop.stop();
});

Deno.test("an answer waits for no room, what it shows and does does", async () => {
  const watched: Promise<unknown>[] = [];
  const nextFrame = framesOf(watched);
  const { loop, updates, slots } = start({
    update: (model, message) => {
      const [next] = counter.update(model as Model, { type: "clicked" });
      return [next, (message as Msg).type === "left" ? [navigate("/away")] : []];
    },
  }, { watch: (_what, work) => void watched.push(work) });
  for (let count = 0; count < 8; count++) {
    loop.tell(() => ({ type: "clicked" }));
    await nextFrame();
  }
  strictEqual(updates.length, 7);
  loop.act(1, { version: 1, slot: slots.leave }, event());
  deepStrictEqual(updates[7], { ref: 1, patch: [] });
  loop.seen(8);
  deepStrictEqual([updates[8]?.title, updates[8]?.effects?.length], ["Count 9", 1]);
  loop.stop();
  await Promise.all(watched);
});

Deno.test("an event of a version that was acknowledged past is answered as stale, and is not refused", () => {
  const { loop, updates, slots, refused } = start();
  loop.act(1, { version: 1, slot: slots.click }, event());
  loop.act(2, { version: 2, slot: slots.click }, event());
  loop.act(3, { version: 1, slot: slots.click }, event());
  deepStrictEqual(updates.at(-1), { ref: 3, patch: [], stale: true });
  deepStrictEqual(refused, []);
});

Deno.test("what a message asks of the browser comes with its patch, in the middle of a frame too", async () => {
  const watched: Promise<unknown>[] = [];
  const { loop, updates } = start({
    update: (model, message) => {
      const [next] = counter.update(model as Model, { type: "clicked" });
      return [next, (message as Msg).type === "left" ? [addOne(3, (result) => result)] : []];
    },
  }, { watch: (_what, work) => void watched.push(work) });
  loop.tell(() => ({ type: "clicked" }));
  loop.tell(() => ({ type: "left" }));
  deepStrictEqual(updates.map(({ patch, effects }) => [patch.length, effects?.length]), [[2, undefined], [2, 1]]);
  loop.stop();
  await Promise.all(watched);
});

Deno.test("a loop that stops ends its pauses and its clock", () => {
  const timers = new Set<() => void>();
  const services: Partial<LiveServices> = {
    after(_ms, work) {
      timers.add(work);
      return () => void timers.delete(work);
    },
  };
  const { loop } = start({
    init: () => [{ count: 0, text: "" }, [after(10, { type: "clicked" }), after(10, { type: "clicked" })]],
    subscriptions: () => [every(10, { type: "clicked" })],
  }, services);
  strictEqual(timers.size, 3);
  loop.stop();
  strictEqual(timers.size, 0);
});

Deno.test("options of a handler go to the browser as data, and are patched only when they change", () => {
  type Options = { readonly debounce?: number; readonly confirm?: string };
  const draw = (options: Options | undefined) => (
    <button type="button" onClick={recordingSend("x", options)}>Remove</button>
  );
  const view = new LiveView(draw({ confirm: "Sure?" }));
  deepStrictEqual(view.shape(), [1, [0, 1, '{"confirm":"Sure?"}']]);
  strictEqual(view.update(draw({ confirm: "Sure?" })), undefined);
  deepStrictEqual(view.update(draw(undefined)), [1, 1]);
});
