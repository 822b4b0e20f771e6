/** A live page at another query, and what its browser is told of it: frame by frame. */
import { deepStrictEqual, match, ok, strictEqual } from "node:assert";
import { type Effect, none, on, page, type Start, topic } from "@rally/rally";
import type { AppTable, ServerOptions } from "@rally/rally/server";
import { json, object } from "@rally/rally/wire";
import { z } from "zod";
import { systemClock } from "../../runtime/live/clock.ts";
import { createLocalBus } from "../../runtime/topics/bus.ts";
import { createDevHooks } from "../../runtime/server/dev/dev_server.ts";
import { createHub } from "../../runtime/topics/hub.ts";
import { emptyTable, startTable } from "./table_app.tsx";

const newsTopic = topic("news", { event: z.object({ text: z.string() }) });
const contract = page("/list/:id", {
  mode: "live",
  params: { id: z.int() },
  query: { sort: z.string().default("up") },
  data: z.object({ sort: z.string() }),
});
type Model = { readonly sort: string; readonly news: string };
type Msg = { type: "sorted"; sort: string } | { type: "told"; text: string };

const table: AppTable = {
  ...emptyTable,
  pages: [{
    id: "list_id",
    file: "app/pages/list/[id].tsx",
    path: "/list/:id",
    mode: "live",
    layouts: [],
    wire: { params: object({ id: json }), query: object({ sort: json }), data: object({ sort: json }), actions: {} },
    module: {
      contract,
      init: ({ data }: Start<typeof contract>): [Model, Effect<Msg>[]] => [{ ...data, news: "" }, none],
      update: (model: Model, msg: Msg): [Model, Effect<Msg>[]] => [
        msg.type === "sorted" ? { sort: msg.sort, news: "" } : { ...model, news: model.news + msg.text },
        none,
      ],
      reloaded: ({ data }: Start<typeof contract>): Msg => ({ type: "sorted", sort: data.sort }),
      subscriptions: () => [on(newsTopic(), ({ text }): Msg => ({ type: "told", text }))],
      view: ({ sort, news }: Model) => <p>{sort} {news}</p>,
      load: ({ query }: { query: { sort: string } }) => ({ sort: query.sort }),
    },
  }],
  topics: [{ topic: newsTopic, codec: object({ text: json }) }],
};

async function join(options: Partial<ServerOptions> = {}) {
  const bus = createLocalBus();
  const server = startTable(table, { hub: createHub(bus), ...options });
  const frames: unknown[][] = [];
  let arrived = Promise.withResolvers<void>();
  const connection = server.connect(new Request("http://localhost/_rally/socket"), {
    send(text) {
      frames.push(JSON.parse(text));
      arrived.resolve();
      arrived = Promise.withResolvers();
    },
    close: () => {},
  });
  const send = (frame: unknown) => connection.receiveText(JSON.stringify(frame));
  async function until<T>(look: () => T | undefined): Promise<T> {
    for (;;) {
      const found = look();
      if (found !== undefined) return found;
      await arrived.promise;
    }
  }
  const next = (kind: string, at: number) => until(() => frames.filter((frame) => frame[0] === kind)[at]);
  send(["join", 1, "/list/1", ""]);
  await next("ok", 0);
  return {
    send,
    next,
    frames,
    shown: (text: RegExp) => until(() => text.test(patches(frames).join()) || undefined),
    end: server.end,
    publish: (text: string) => bus.publish({ keys: ["news"], event: [text], origin: undefined }),
  };
}

const tokenIn = ([, , snapshot]: unknown[]) => (snapshot as { live: { token: string } }).live.token;
const patches = (frames: unknown[][]) =>
  frames.filter(([kind]) => typeof kind === "number").map((frame) => JSON.stringify(frame));

Deno.test("a loop that stays is told what was loaded, and hears again what was told since that load", async () => {
  const page = await join();
  page.send(["go", 2, "/list/1?sort=down"]);
  const token = tokenIn(await page.next("ok", 1));
  page.publish("A");
  await page.shown(/"A"/);
  page.send(["join", 3, "/list/1?sort=down", token, "stays"]);
  deepStrictEqual(await page.next("ok", 2), ["ok", 3, null, []]);
  page.publish("B");
  await page.shown(/"down"[^]*"AB"/);
  page.end();
});

Deno.test("without a page that was kept for it a loop that stays is loaded once more", async () => {
  const page = await join();
  page.send(["join", 2, "/list/1?sort=down", "", "stays"]);
  deepStrictEqual(await page.next("ok", 1), ["ok", 2, null, []]);
  match(patches(page.frames).join(), /"down"/);
  page.end();
});

Deno.test("a loop does not stay on other parameters: the page is joined anew, whatever was kept for it", async () => {
  const page = await join();
  page.send(["go", 2, "/list/2"]);
  const token = tokenIn(await page.next("ok", 1));
  page.send(["join", 3, "/list/2", token, "stays"]);
  const [, , joined] = await page.next("ok", 2);
  ok((joined as { live: unknown }).live, "the browser has to build it");
  strictEqual(patches(page.frames).length, 0);
  page.end();
});

Deno.test("a live page that may never be shown is not loaded", async () => {
  const page = await join();
  page.send(["go", 2, "/list/1?sort=down", "ahead"]);
  deepStrictEqual(await page.next("ok", 1), ["ok", 2, { mode: "live", scripts: {} }, []]);
  page.end();
});

Deno.test("a join over the rate is refused, and the same one is taken later", async () => {
  let now = 0;
  const page = await join({
    limits: { socket: { burst: 2, perSecond: 1 } },
    clock: { ...systemClock, now: () => now },
  });
  page.send(["go", 2, "/list/1?sort=down"]);
  const token = tokenIn(await page.next("ok", 1));
  page.send(["join", 3, "/list/1?sort=down", token, "stays"]);
  const [, id, refusal] = await page.next("no", 0);
  deepStrictEqual([id, (refusal as { kind: string }).kind], [3, "rate_limited"]);
  now = 1000;
  page.send(["join", 4, "/list/1?sort=down", token, "stays"]);
  deepStrictEqual(await page.next("ok", 2), ["ok", 4, null, []]);
  page.end();
});

Deno.test("a server in production tells no browser of its loops, whatever it asks", async () => {
  const page = await join();
  page.publish("A");
  await page.shown(/"A"/);
  page.send(["dev:loop", 2, "list_id"]);
  const [, id, refusal] = await page.next("no", 0);
  deepStrictEqual([id, (refusal as { kind: string }).kind], [2, "invalid"]);
  deepStrictEqual([...new Set(page.frames.map(([kind]) => kind))].sort(), [0, "hello", "no", "ok"]);
  page.end();
});

Deno.test("a server in development tells a browser of its loop: the first model, and what each message changed", async () => {
  const page = await join({ dev: true, devHooks: createDevHooks({ root: "/nowhere", manifest: "/nowhere" }) });
  page.publish("A");
  await page.shown(/"A"/);
  deepStrictEqual(page.frames.filter(([kind]) => kind === "dev:loop").map(([, ...rest]) => rest), [
    ["list_id", "app/pages/list/[id].tsx", { first: '{"sort":"up","news":""}' }],
    ["list_id", "app/pages/list/[id].tsx", {
      name: "told",
      message: '{"type":"told","text":"A"}',
      differences: [{ path: "news", before: '""', after: '"A"' }],
      effects: [],
    }],
  ]);
  page.end();
});
