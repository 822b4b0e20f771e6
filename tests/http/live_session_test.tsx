/** One live page among others: what it loads, what it hears, what it may do, and what its failures leave alone. */
import { deepStrictEqual, match, strictEqual } from "node:assert";
import { createHash } from "node:crypto";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { action, calls, type Effect, none, on, page, type Result, type Send, type Start, topic } from "@rally/rally";
import type { AppTable } from "@rally/rally/server";
import { json, object } from "@rally/rally/wire";
import { z } from "zod";
import { isPatchFrame, readPatch } from "../../runtime/wire/patch_frame.ts";
import { emptyTable, startTable, type TableServer } from "./table_app.tsx";

const roomTopic = topic("room/:id", { params: { id: z.int() }, event: z.object({ text: z.string() }) });
const contract = page("/rooms/:id", {
  mode: "live",
  params: { id: z.int() },
  actions: { say: action(z.object({ text: z.string() })) },
});
const server = calls(contract);
type Model = { readonly room: number; readonly shown: string; readonly breaks: string };
type Msg = { type: "typed"; text: string } | { type: "heard"; text: string } | {
  type: "said";
  result: Result<undefined>;
};

/** What a test counts and changes. */
interface World {
  loads: number;
  /** What `load` gave last. */
  loaded: WeakRef<object> | undefined;
  hasErrorView: boolean;
}

function requireWhole({ breaks, shown }: Model, part: string): void {
  if (breaks === part && shown.includes("boom")) throw new Error(`A mistake in ${part}`);
}

/** `break x`: from now on `x` throws when the page hears of a boom. `say x`, `room 2`: what they say. */
function typed(model: Model, text: string): [Model, Effect<Msg>[]] {
  const [word, rest = ""] = text.split(" ");
  if (word === "break") return [{ ...model, breaks: rest }, none];
  if (word === "room") return [{ ...model, room: Number(rest) }, none];
  return [model, [server.say({ text: rest }, (result): Msg => ({ type: "said", result }))]];
}

function tableOf(world: World): AppTable {
  return {
    ...emptyTable,
    pages: [{
      id: "rooms_id",
      file: "app/pages/rooms/[id].tsx",
      path: "/rooms/:id",
      mode: "live",
      layouts: [],
      wire: { params: object({ id: json }), actions: { say: { input: object({ text: json }) } } },
      module: {
        contract,
        load() {
          const data = {};
          world.loads += 1;
          world.loaded = new WeakRef(data);
          return data;
        },
        authorize: ({ params, session }: { params: { id: number }; session: { userId: string | null } }) =>
          params.id !== 7 || session.userId === "ada",
        init: ({ params }: Start<typeof contract>): [Model, Effect<Msg>[]] => [
          { room: params.id, shown: "", breaks: "" },
          none,
        ],
        update(model: Model, msg: Msg): [Model, Effect<Msg>[]] {
          if (msg.type === "typed") return typed(model, msg.text);
          const text = msg.type === "heard" ? msg.text : msg.result.ok ? "said" : msg.result.kind;
          const next = { ...model, shown: `${model.shown} ${text}` };
          requireWhole(next, "update");
          return [next, none];
        },
        view(model: Model, send: Send<Msg>) {
          requireWhole(model, "view");
          return (
            <main>
              <input onInput={send(({ value }) => ({ type: "typed", text: value }))} />
              <p>{model.shown}</p>
            </main>
          );
        },
        head(model: Model) {
          requireWhole(model, "head");
          return { title: "Room" };
        },
        subscriptions(model: Model) {
          requireWhole(model, "subscriptions");
          return [on(roomTopic({ id: model.room }), ({ text }): Msg => ({ type: "heard", text }))];
        },
        errorView({ traceId }: { traceId: string }) {
          if (!world.hasErrorView) throw new Error("A mistake in errorView");
          return <p>Broken: {traceId}</p>;
        },
        handlers: {
          say({ params, publish }: { params: { id: number }; publish: (to: unknown, event: unknown) => void }, input) {
            publish(roomTopic({ id: params.id }), input);
          },
        },
      },
    }],
    topics: [{ topic: roomTopic, codec: object({ text: json }) }],
  };
}

/** A running app, and tabs whose every step ends when it is at rest. */
function start() {
  const world: World = { loads: 0, loaded: undefined, hasErrorView: true };
  const running: Promise<unknown>[] = [];
  const app = startTable(tableOf(world), {
    watch: (_what, work) => void running.push(work),
    limits: { socket: false, session: false },
  });
  async function settled(): Promise<void> {
    while (running.length > 0) await Promise.allSettled(running.splice(0));
  }
  return { app, world, settled, open: (cookie = "") => openTab(app, settled, cookie), end: app.end };
}

function openTab(app: TableServer, settled: () => Promise<void>, cookie: string) {
  const frames: unknown[][] = [];
  const closes: number[] = [];
  let [id, version] = [0, 1];
  const connection = app.connect(new Request("http://localhost/_rally/socket", { headers: { cookie } }), {
    send(text) {
      const frame = JSON.parse(text);
      frames.push(frame);
      if (isPatchFrame(frame) && readPatch(frame).patch.length > 0) version += 1;
    },
    close: (code) => void closes.push(code),
  });
  const say = (...frame: unknown[]) => connection.receiveText(JSON.stringify(frame));
  const event = (value: string) => ({ type: "input", value, checked: false, key: "", form: [] });
  return {
    frames,
    closes,
    say,
    settled,
    close: () => connection.closed(),
    async join(href: string, token = "") {
      version = 1;
      say("join", ++id, href, token);
      await settled();
    },
    type(text: string, slot = 1) {
      say("act", ++id, version, slot, event(text));
      return settled();
    },
    async call(href: string, text: string) {
      say("call", ++id, "/rooms/:id", href, "say", [text], crypto.randomUUID());
      await settled();
      return frames.find(([kind, answered]) => kind !== "hello" && answered === id)?.[0];
    },
    /** What the page shows last. */
    shown() {
      const texts = frames.filter((frame) => isPatchFrame(frame as never)).flatMap((frame) =>
        readPatch(frame as never).patch
      );
      return String(texts.filter((value) => typeof value === "string").at(-1) ?? "").trim();
    },
    kinds: () => frames.map(([kind]) => typeof kind === "number" ? "patch" : kind),
  };
}

async function documentOf(app: TableServer, path: string, cookie = "") {
  const response = await app.app.request(path, { headers: { cookie } });
  const [, token = ""] = (await response.text()).match(/"token":"([^"]+)"/) ?? [];
  return { token, cacheControl: response.headers.get("cache-control") };
}

function addSession({ db }: TableServer, token: string, userId: string): string {
  const hash = createHash("sha256").update(token).digest("hex");
  db.writer.exec(`INSERT INTO _rally_sessions (token_hash, user_id, created_at, expires_at)
    VALUES ('${hash}', '${userId}', 0, ${Number.MAX_SAFE_INTEGER})`);
  return `rally_session=${token}`;
}

/** The log without slow messages: on a busy machine any may be one. */
function saidBy({ log }: TableServer): string[] {
  return log.filter((line) => !/ took \d+ ms in "update"/.test(line));
}

Deno.test("a live document and its join are one load; the token of another visitor loads anew", async () => {
  const { app, world, open, end } = start();
  const { token, cacheControl } = await documentOf(app, "/rooms/1");
  strictEqual(cacheControl, "no-store");
  const tab = open();
  await tab.join("/rooms/1", token);
  strictEqual(world.loads, 1);
  deepStrictEqual(tab.frames.at(-1), ["ok", 1, null, []]);
  const other = await documentOf(app, "/rooms/1");
  const stranger = open("rally_session=somebody");
  await stranger.join("/rooms/1", other.token);
  strictEqual(world.loads, 3);
  end();
});

Deno.test("a live document that looks at a session is stored nowhere either", async () => {
  const { app, end } = start();
  match((await documentOf(app, "/rooms/7", addSession(app, "t", "ada"))).cacheControl ?? "", /no-store/);
  end();
});

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");

Deno.test("a live page that runs holds nothing of what it was rendered from", async () => {
  const { app, world, open, settled, end } = start();
  const adopted = open();
  await adopted.join("/rooms/1", (await documentOf(app, "/rooms/1")).token);
  const first = world.loaded;
  const anew = open();
  await anew.join("/rooms/1");
  const second = world.loaded;
  // What a frame was handled with is gone with the next turns of the event loop.
  for (let turn = 0; turn < 50 && (first?.deref() || second?.deref()); turn++) {
    await new Promise((resolve) => setImmediate(resolve));
    collectGarbage();
  }
  deepStrictEqual([first?.deref(), second?.deref()], [undefined, undefined]);
  await adopted.type("room 2");
  await settled();
  end();
});

for (const part of ["update", "view", "subscriptions", "head"]) {
  Deno.test(`a throw in ${part} of one viewer leaves the other viewers and the publisher's save alone`, async () => {
    const { app, open, end } = start();
    const [broken, whole, publisher] = [open(), open(), open()];
    for (const tab of [broken, whole]) await tab.join("/rooms/1");
    await broken.type(`break ${part}`);
    strictEqual(await publisher.call("/rooms/1", "boom"), "ok");
    const [kind, traceId, html] = broken.frames.at(-1)!;
    deepStrictEqual([kind, html], ["ended", `<p>Broken: ${traceId}</p>`]);
    strictEqual(whole.shown(), "boom");
    strictEqual(app.log.filter((line) => line.startsWith(`[${traceId}] live page /rooms/1: `)).length, 1);
    // Nothing more is told to it, and everybody else goes on.
    const before = broken.frames.length;
    strictEqual(await publisher.call("/rooms/1", "again"), "ok");
    await broken.type("say x");
    strictEqual(broken.frames.length, before);
    strictEqual(whole.shown(), "boom again");
    strictEqual(saidBy(app).length, 1);
    end();
  });
}

Deno.test("an errorView that throws too is logged, and the page ends all the same", async () => {
  const { app, world, open, end } = start();
  world.hasErrorView = false;
  const [broken, publisher] = [open(), open()];
  await broken.join("/rooms/1");
  await broken.type("break view");
  strictEqual(await publisher.call("/rooms/1", "boom"), "ok");
  const [kind, , html] = broken.frames.at(-1)!;
  deepStrictEqual([kind, html], ["ended", null]);
  deepStrictEqual(saidBy(app).map((line) => line.slice(11).split("\n")[0]), [
    "live page /rooms/1: Error: A mistake in view",
    "errorView of /rooms/1: Error: A mistake in errorView",
  ]);
  end();
});

Deno.test("the topics of a live page follow its model", async () => {
  const { open, end } = start();
  const [tab, publisher] = [open(), open()];
  await tab.join("/rooms/1");
  await publisher.call("/rooms/2", "not for it");
  await tab.type("room 2");
  await publisher.call("/rooms/1", "no more");
  await publisher.call("/rooms/2", "new");
  // What happened there since its page was loaded is news to it.
  strictEqual(tab.shown(), "not for it new");
  end();
});

Deno.test("a live page is not told of its own event, everybody else is", async () => {
  const { open, end } = start();
  const [author, reader, publisher] = [open(), open(), open()];
  for (const tab of [author, reader]) await tab.join("/rooms/1");
  await author.type("say hello");
  await publisher.call("/rooms/1", "later");
  strictEqual(author.shown(), "said later");
  strictEqual(reader.shown(), "hello later");
  end();
});

Deno.test("an action of a live page asks for the session of the moment: one that has ended or is another's is denied", async () => {
  const { app, open, end } = start();
  const tab = open(addSession(app, "t", "ada"));
  await tab.join("/rooms/7");
  await tab.type("say a");
  strictEqual(tab.shown(), "said");
  app.db.writer.exec("UPDATE _rally_sessions SET user_id = 'bob'");
  await tab.type("say b");
  strictEqual(tab.shown(), "said denied");
  app.db.writer.exec("UPDATE _rally_sessions SET user_id = 'ada'");
  await tab.type("say c");
  strictEqual(tab.shown(), "said denied said");
  app.db.writer.exec("DELETE FROM _rally_sessions");
  await tab.type("say d");
  strictEqual(tab.shown(), "said denied said denied");
  end();
});

Deno.test("what is sent to a page that was left, or one that is not there yet, reaches neither the next nor the last", async () => {
  const { open, settled, end } = start();
  const [tab, publisher] = [open(), open()];
  await tab.join("/rooms/1");
  // All in one go, as a busy tab sends it.
  const click = { type: "input", value: "say late", checked: false, key: "", form: [] };
  tab.say("act", 10, 1, 1, click);
  tab.say("leave");
  tab.say("act", 11, 1, 1, click);
  tab.say("join", 12, "/rooms/2", "");
  tab.say("act", 13, 1, 1, { ...click, value: "say second" });
  await settled();
  await publisher.call("/rooms/1", "for those who stay");
  // The page of the first is gone before its action is answered, and with it what it would have shown.
  const [, ...said] = tab.frames.slice(2).map(([kind, first]) => kind === "ok" ? ["ok", first] : [kind, first]);
  deepStrictEqual(said, [[11, undefined], ["ok", 12], [13, undefined], [0, 2]]);
  strictEqual(tab.shown(), "said");
  end();
});

Deno.test("events that no page can have sent are counted: two hundred in a row lose the connection", async () => {
  const { app, open, end } = start();
  const tab = open();
  await tab.join("/rooms/1");
  for (let count = 0; count < 199; count++) await tab.type("x", 99);
  deepStrictEqual([tab.closes, tab.frames.at(-1)?.length], [[], 1]);
  await tab.type("break nothing");
  for (let count = 0; count < 200; count++) await tab.type("x", 99);
  deepStrictEqual(tab.closes, []);
  tab.say("act", 1, 1, 1, { type: "input" });
  await tab.settled();
  deepStrictEqual(tab.closes, [1008]);
  deepStrictEqual(saidBy(app), [
    "Events of live pages were refused: 1 of /rooms/:id with a slot that was not on the page",
  ]);
  end();
});

Deno.test("what is stale is no reason to lose the connection", async () => {
  const { app, open, end } = start();
  const [tab, publisher] = [open(), open()];
  await tab.join("/rooms/1");
  await publisher.call("/rooms/1", "new");
  tab.say("seen", 2);
  const click = { type: "input", value: "break x", checked: false, key: "", form: [] };
  for (let ref = 100; ref < 400; ref++) {
    tab.say("act", ref, 1, 1, click);
    await tab.settled();
  }
  deepStrictEqual([tab.closes, saidBy(app)], [[], []]);
  deepStrictEqual(tab.frames.at(-1), [399, { stale: true }]);
  end();
});
