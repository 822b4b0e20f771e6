import { deepStrictEqual, strictEqual, throws } from "node:assert";
import {
  action,
  browserFunction,
  calls,
  type Effect,
  every,
  type Expected,
  none,
  ok,
  on,
  onMedia,
  onWindow,
  page,
  refuse,
  type Result,
  type Send,
  type Start,
  store,
  stores,
  topic,
} from "@rally/rally";
import { testPage } from "@rally/rally/testing";
import { z } from "zod";

const contract = page("/counter/:id", {
  params: { id: z.int() },
  data: z.object({ count: z.int() }),
  actions: { add: action(z.object({ by: z.int() }), z.int()) },
});
const server = calls(contract);
const counted = topic("counter/:id", { params: { id: z.int() }, event: z.object({ count: z.int() }) });
type Model = { id: number; count: number };
type Msg = { type: "clicked" } | { type: "added"; result: Result<number> } | { type: "pushed"; count: number };

const counter = {
  init: ({ data, params }: Start<typeof contract>): [Model, Effect<Msg>[]] => [{ id: params.id, ...data }, none],
  update(model: Model, msg: Msg): [Model, Effect<Msg>[]] {
    switch (msg.type) {
      case "clicked":
        return [model, [server.add({ by: 1 }, (result) => ({ type: "added", result }))]];
      case "added":
        return [msg.result.ok ? { ...model, count: msg.result.value } : model, none];
      case "pushed":
        return [{ ...model, count: msg.count }, none];
    }
  },
  view: (model: Model, send: Send<Msg>) => (
    <button type="button" onClick={send({ type: "clicked" })}>{model.count}</button>
  ),
  reloaded: ({ data }: Start<typeof contract>): Msg => ({ type: "pushed", count: data.count }),
  subscriptions: (model: Model) => [on(counted({ id: model.id }), ({ count }): Msg => ({ type: "pushed", count }))],
};

Deno.test("testPage drives messages, calls, topics and reloads", () => {
  const tested = testPage(counter, { data: { count: 1 }, params: { id: 3 } });
  strictEqual(tested.html(), '<button type="button">1</button>');
  deepStrictEqual(tested.topics, ["counter/3"]);
  tested.send({ type: "clicked" });
  tested.answer(ok(2));
  strictEqual(tested.model.count, 2);
  tested.publish(counted({ id: 3 }), { count: 5 });
  tested.publish(counted({ id: 4 }), { count: 6 });
  strictEqual(tested.html(), '<button type="button">5</button>');
  tested.reload({ data: { count: 9 }, params: { id: 3 } });
  strictEqual(tested.model.count, 9);
});

Deno.test("testPage shows what is expected of calls that wait, and takes it back", () => {
  const expected: Expected<typeof contract, Model> = {
    add: (model, { by }) => ({ ...model, count: model.count + Number(by) }),
  };
  const tested = testPage({ ...counter, expected }, { data: { count: 1 }, params: { id: 3 } });
  tested.send({ type: "clicked" });
  tested.send({ type: "clicked" });
  deepStrictEqual([tested.model.count, tested.shown.count], [1, 3]);
  strictEqual(tested.html(), '<button type="button">3</button>');
  tested.publish(counted({ id: 3 }), { count: 10 });
  strictEqual(tested.shown.count, 12);
  tested.answer(refuse.offline(), 1);
  strictEqual(tested.shown.count, 11);
  tested.answer(ok(11));
  deepStrictEqual([tested.model.count, tested.shown.count], [11, 11]);
  throws(() => tested.answer(ok(1)), /has made 2 calls, all answered/);
});

Deno.test("answer refuses when no call waits", () => {
  const tested = testPage(counter, { data: { count: 1 }, params: { id: 3 } });
  throws(() => tested.answer(ok(1)), /has made 0 calls, all answered/);
});

Deno.test("testPage answers functions of the browser and stored values, and hears what the page listens to", () => {
  const share = browserFunction("share", z.string(), z.boolean(), () => true);
  const kept = stores(page("/kept", { stored: { draft: store(z.string()) } }));
  const listening = testPage({
    init: (): [string[], Effect<string>[]] => [[], [
      share("x", (result) => result.ok ? `shared ${result.value}` : result.kind),
      kept.draft.read((draft) => `draft ${draft}`),
    ]],
    update: (log: string[], msg: string): [string[], Effect<string>[]] => [[...log, msg], none],
    view: (log: string[]) => log.join(),
    subscriptions: (log: string[]) => [
      ...(log.length < 3 ? [every(1000, "ticked")] : []),
      onWindow("keydown", ({ key }) => key),
      onMedia("print", (matches) => `print ${matches}`),
    ],
  });
  listening.answer(ok(true));
  listening.restore(undefined);
  listening.hear(every(1000, ""));
  listening.hear(every(1000, ""));
  listening.hear(onWindow("keydown", () => ""), { key: "a" });
  listening.hear(onMedia("print", () => ""), true);
  deepStrictEqual(listening.model, ["shared true", "draft undefined", "ticked", "a", "print true"]);
  deepStrictEqual(listening.sources.map(({ type }) => type), ["event", "media"]);
  throws(() => listening.restore(""), /has asked 1 times, all answered/);
});
