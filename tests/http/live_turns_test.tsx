/** What live pages cost others: events are drawn after the commit that causes them, and what is slow is named. */
import { deepStrictEqual, match, strictEqual } from "node:assert";
import { type Effect, none, on, page, type Send, topic } from "@rally/rally";
import type { AppTable, ServerOptions } from "@rally/rally/server";
import { json, object } from "@rally/rally/wire";
import { z } from "zod";
import { systemClock } from "../../runtime/live/clock.ts";
import { createLocalBus } from "../../runtime/topics/bus.ts";
import { createWork } from "../../runtime/testing/work.ts";
import { createHub } from "../../runtime/topics/hub.ts";
import { emptyTable, startTable } from "./table_app.tsx";

const newsTopic = topic("news", { event: z.object({ text: z.string() }) });
const contract = page("/", { mode: "live" });
type Model = { readonly count: number; readonly news: string };
type Msg = { type: "clicked" } | { type: "told"; text: string };

const click = { type: "click", value: "", checked: false, key: "", form: [] };

/** One page; `update` may take time, or throw. */
function tableOf(handle: (msg: Msg) => void): AppTable {
  return {
    ...emptyTable,
    pages: [{
      id: "index",
      file: "app/pages/index.tsx",
      path: "/",
      mode: "live",
      layouts: [],
      wire: { actions: {} },
      module: {
        contract,
        init: (): [Model, Effect<Msg>[]] => [{ count: 0, news: "" }, none],
        update(model: Model, msg: Msg): [Model, Effect<Msg>[]] {
          handle(msg);
          return [msg.type === "clicked" ? { ...model, count: model.count + 1 } : { ...model, news: msg.text }, none];
        },
        subscriptions: () => [
          on(newsTopic(), ({ text }): Msg => {
            if (text === "broken") throw new Error("Broken");
            return { type: "told", text };
          }),
        ],
        view: ({ count, news }: Model, send: Send<Msg>) => (
          <main>
            <button type="button" onClick={send({ type: "clicked" })}>{count}</button>
            <p>{news}</p>
          </main>
        ),
      },
    }],
    topics: [{ topic: newsTopic, codec: object({ text: json }) }],
  };
}

function start(handle: (msg: Msg) => void = () => {}, options: Partial<ServerOptions> = {}) {
  const bus = createLocalBus();
  const work = createWork();
  const server = startTable(tableOf(handle), { hub: createHub(bus), watch: work.watch, ...options });
  return {
    ...server,
    settled: work.settled,
    publish: (text: string) => bus.publish({ keys: ["news"], event: [text], origin: undefined }),
    /** A tab that shows the page. */
    async tab() {
      const frames: unknown[][] = [];
      const connection = server.connect(new Request("http://localhost/_rally/socket"), {
        send: (text) => void frames.push(JSON.parse(text)),
        close: () => {},
      });
      const send = async (frame: readonly unknown[]) => {
        const before = frames.length;
        connection.receiveText(JSON.stringify(frame));
        while (frames.length === before) await new Promise((resolve) => setImmediate(resolve));
      };
      await send(["join", 1, "/", ""]);
      // Its topics are asked for once it runs.
      await work.settled();
      return { frames, send, kinds: () => frames.map(([kind]) => typeof kind === "number" ? "patch" : kind) };
    },
  };
}

Deno.test("what an event draws is no part of the commit that causes it, and comes in the same turn", async () => {
  const { tab, publish, end } = start();
  const { kinds } = await tab();
  publish("news");
  deepStrictEqual(kinds(), ["hello", "ok"]);
  await Promise.resolve();
  deepStrictEqual(kinds(), ["hello", "ok", "patch"]);
  end();
});

Deno.test("a subscription that throws ends the pages that have it, and neither the save nor the pages that come", async () => {
  const { tab, publish, end, log, settled } = start();
  const [one, other] = [await tab(), await tab()];
  publish("broken");
  publish("news");
  await settled();
  strictEqual(one.kinds().at(-1), "ended");
  strictEqual(other.kinds().at(-1), "ended");
  const third = await tab();
  publish("news");
  await settled();
  strictEqual(third.kinds().at(-1), "patch");
  match(log[0] ?? "", /live page \/: Error: Broken/);
  end();
});

Deno.test("a page of whom a thousand messages wait is told to begin anew, and does", async () => {
  const { tab, publish, end, log, settled } = start();
  const { kinds, send } = await tab();
  for (let n = 0; n <= 1000; n++) publish(`news ${n}`);
  deepStrictEqual(kinds(), ["hello", "ok", "lost"]);
  match(log[0] ?? "", /^app\/pages\/index\.tsx: .* more messages wait for it than it handles/);
  await send(["join", 2, "/", "", "stays"]);
  deepStrictEqual(kinds(), ["hello", "ok", "lost", "ok"]);
  publish("later");
  await settled();
  strictEqual(kinds().at(-1), "patch");
  end();
});

Deno.test("a message that takes over 50 ms is named in the log, once a minute", async () => {
  let now = 0;
  const { tab, end, log } = start(() => void (now += 60), { clock: { ...systemClock, now: () => now } });
  const { send } = await tab();
  for (let ref = 1; ref <= 3; ref++) await send(["act", ref, ref, 1, click]);
  strictEqual(log.length, 1);
  match(log[0] ?? "", /^app\/pages\/index\.tsx: the message "clicked" took 60 ms/);
  now += 60_000;
  await send(["act", 4, 4, 1, click]);
  match(log[1] ?? "", /3 times since this was said last/);
  end();
});
