/** What a server in development tells of its frames: names, values, pairs; and what it keeps to itself. */
import { deepStrictEqual, match, ok, strictEqual } from "node:assert";
import { action, type Effect, none, page, type Result, type Send } from "@rally/rally";
import type { AppTable, RallyServer, ServerOptions } from "@rally/rally/server";
import { json, object } from "@rally/rally/wire";
import { z } from "zod";
import { createDevHooks } from "../../runtime/server/dev/dev_server.ts";
import { kindOf } from "../../runtime/wire/dev/frame_names.ts";
import type { WireEntry } from "../../runtime/wire/dev/wire_entry.ts";
import { startNotes } from "./notes_app.tsx";
import { emptyTable, startTable } from "./table_app.tsx";

const development = (): Partial<ServerOptions> => ({
  dev: true,
  devHooks: createDevHooks({ root: "/nowhere", manifest: "/nowhere" }),
});

/** A socket without a network. */
function connect(server: RallyServer, path: string, headers: Record<string, string> = {}) {
  const frames: unknown[][] = [];
  let arrived = Promise.withResolvers<void>();
  const connection = server.connect(new Request(`http://localhost/_rally/socket${path}`, { headers }), {
    send(text) {
      frames.push(JSON.parse(text));
      arrived.resolve();
      arrived = Promise.withResolvers();
    },
    close() {},
  });
  async function next(kind: string): Promise<unknown[]> {
    for (;;) {
      const found = frames.find((frame) => kindOf(frame) === kind);
      if (found) return found;
      await arrived.promise;
    }
  }
  return {
    connection,
    frames,
    next,
    say: (...frame: unknown[]) => connection.receiveText(JSON.stringify(frame)),
    finish: () => connection.finish(),
  };
}

/** The page of the wire: the entries that it would show, the oldest first. */
function watch(server: RallyServer, tab: string | null = null) {
  const socket = connect(server, "?dev");
  socket.say("watch", tab);
  const entries = async () => {
    // What comes at once is told together, a moment later.
    await undefined;
    const known = new Map<number, WireEntry>();
    for (const [kind, list] of socket.frames) {
      if (kind === "frames") { for (const entry of list as WireEntry[]) known.set(entry.number, entry); }
    }
    return [...known.values()];
  };
  return { ...socket, entries };
}

const told = ({ from, kind, name, page, messages }: WireEntry) => [from, kind, name, page, ...messages];

Deno.test("a call, its answer and the event that it causes are named and decoded, for every tab", async () => {
  const server = startNotes(development());
  const { entries, say } = watch(server);
  const caller = connect(server, "?line=aaaa.1");
  const listener = connect(server, "?line=bbbb.1");
  listener.say("topics", "page", [["book/1", ["", 0]]], "/books/1");
  await listener.finish();
  caller.say("call", 1, "/books/:id", "/books/1", "add", ["Hello"], "key-1");
  await caller.finish();
  say("came", [{ line: "bbbb.1", index: 2, messages: ["pushed"] }]);
  say("came", [{ line: "aaaa.1", index: 1, ms: 12.5, messages: ["added"] }]);

  const shown = await entries();
  deepStrictEqual(shown.map(told), [
    ["server", "hello", "b1", ""],
    ["server", "hello", "b1", ""],
    ["browser", "topics", "book/1", "/books/:id"],
    ["server", "lost", "page", "/books/:id"],
    ["browser", "call", "add", "/books/:id"],
    ["server", "event", "book/1", "/books/:id", "pushed"],
    ["server", "ok", "add", "/books/:id", "added"],
  ]);
  const [call, event, answer] = shown.slice(-3);
  deepStrictEqual((call.value as { input: unknown }).input, { text: "Hello" });
  deepStrictEqual((event.value as { event: unknown }).event, { note: { id: 1, text: "Hello" } });
  deepStrictEqual((answer.value as { output: unknown }).output, { id: 1, text: "Hello" });
  strictEqual(call.raw, '["call",1,"/books/:id","/books/1","add",["Hello"],"key-1"]');
  strictEqual(call.bytes, call.raw.length);
  deepStrictEqual([call.line, event.line, answer.line], ["aaaa.1", "bbbb.1", "aaaa.1"]);
  strictEqual(answer.answers, call.number);
  deepStrictEqual([call.browserMs, answer.browserMs], [12.5, 12.5]);
  ok(answer.serverMs !== undefined && answer.serverMs >= 0 && answer.serverMs === call.serverMs);
  server.end();
});

Deno.test("the data of a page has names, refusals and unreadable input are shown as they are", async () => {
  const server = startNotes(development());
  const { entries } = watch(server);
  const { say, finish } = connect(server, "?line=aaaa.1");
  say("go", 1, "/books/7?sort=down");
  await finish();
  const [, asked, page] = await entries();
  deepStrictEqual(told(page), ["server", "ok", "/books/7?sort=down", "/books/:id"]);
  const { params, query, data } = (page.value as { output: Record<string, unknown> }).output;
  deepStrictEqual([params, query, data], [{ id: 7 }, { sort: "down" }, { notes: [], viewer: null }]);
  strictEqual(page.answers, asked.number);

  const other = connect(server, "?line=aaaa.2");
  other.say("call", 1, "/books/:id", "/books/1", "add", 5, "key");
  other.say("dance");
  await other.finish();
  const shown = await entries();
  deepStrictEqual((shown.find(({ kind }) => kind === "call")?.value as { input: unknown }).input, 5);
  deepStrictEqual(shown.find(({ kind }) => kind === "no")?.name, "add");
  strictEqual(shown.find(({ kind }) => kind === "dance")?.words, "unknown frame");
  server.end();
});

Deno.test("a tab is told of its own frames only", async () => {
  const server = startNotes(development());
  const { entries } = watch(server, "aaaa");
  connect(server, "?line=aaaa.1");
  connect(server, "?line=bbbb.1");
  connect(server, "?line=%3Cb%3E.1");
  deepStrictEqual((await entries()).map(({ line }) => line), ["aaaa.1"]);
  const all = watch(server);
  deepStrictEqual(
    (await all.entries()).map(({ line }) => line),
    ["aaaa.1", "bbbb.1", "program.1"],
    "what is remembered comes too",
  );
  server.end();
});

Deno.test("posted frames, the HTTP API and the sockets of programs are shown too", async () => {
  const server = startNotes(development());
  const { entries } = watch(server);
  const program = connect(server, "", { "sec-websocket-protocol": "rally.api" });
  program.say("topics", "book/1", [["book/1", ["", 0]]]);
  await program.finish();
  const post = (path: string, body: unknown, headers = {}) =>
    server.app.request(path, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
  const frame = await post("/_rally/frame", ["call", 1, "/books/:id", "/books/1", "add", ["A"], "k"], {
    "x-rally-line": "aaaa.9",
  });
  deepStrictEqual((await frame.json())[2], [1, "A"]);
  const answer = await post("/_rally/api/books/1:add", { text: "B" });
  deepStrictEqual(await answer.json(), { id: 2, text: "B" });

  const shown = await entries();
  deepStrictEqual(shown.filter(({ line }) => line === "aaaa.9").map(told), [
    ["browser", "call", "add", "/books/:id"],
    ["server", "ok", "add", "/books/:id"],
  ]);
  const [asked, answered] = shown.filter(({ kind }) => kind === "http");
  deepStrictEqual([asked.name, asked.value], ["POST /books/1:add", { text: "B" }]);
  deepStrictEqual([answered.words, answered.value, answered.answers], ["HTTP 200", { id: 2, text: "B" }, asked.number]);
  ok(answered.serverMs !== undefined);
  const events = shown.filter(({ kind }) => kind === "event");
  deepStrictEqual(events.map(({ value }) => (value as { event: unknown }).event), [
    { note: { id: 1, text: "A" } },
    { note: { id: 2, text: "B" } },
  ]);
  server.end();
});

const account = page("/account", {
  mode: "live",
  actions: { sign: action(z.object({ name: z.string(), password: z.string() })) },
});
type Msg = { type: "typed" } | { type: "signed"; result: Result<undefined> };

const table: AppTable = {
  ...emptyTable,
  pages: [{
    id: "account",
    file: "app/pages/account.tsx",
    path: "/account",
    mode: "live",
    layouts: [],
    wire: { actions: { sign: { input: object({ name: json, password: json }) } } },
    module: {
      contract: account,
      init: (): [number, Effect<Msg>[]] => [0, none],
      update: (model: number): [number, Effect<Msg>[]] => [model + 1, none],
      view: (model: number, send: Send<Msg>) => (
        <button type="button" onClick={send({ type: "typed" })}>{model}</button>
      ),
      handlers: { sign: () => undefined },
    },
  }],
};

Deno.test("a live event and its patch are told with the message between them", async () => {
  const server = startTable(table, development());
  const { entries } = watch(server);
  const { say, next } = connect(server, "?line=aaaa.1");
  say("join", 1, "/account", "");
  const [, , joined] = await next("ok");
  const { version } = (joined as { live: { version: number } }).live;
  const slot = 1;
  say("act", 1, version, slot, { type: "click", value: "", checked: false, key: "", form: [] });
  await next("patch");
  const shown = await entries();
  const [act, patch] = shown.slice(-2);
  deepStrictEqual(told(act), ["browser", "act", "click", "/account", "typed"]);
  deepStrictEqual(told(patch), ["server", "patch", "click", "/account", "typed"]);
  strictEqual((act.value as { slot: number }).slot, slot);
  strictEqual((patch.value as { patch: unknown[] }).patch.length, 2);
  strictEqual(patch.answers, act.number);
  ok(!shown.some(({ kind }) => kind === "dev:loop"), "what only development sends is no part of the wire");
  server.end();
});

Deno.test("passwords are shown nowhere: not by name, not in the text, not as the value of the event", async () => {
  const server = startTable(table, development());
  const { entries } = watch(server);
  const { say, finish } = connect(server, "?line=aaaa.1");
  const form = [["name", "Ada"], ["password", "hunter2"]];
  say("call", 1, "/account", "/account", "sign", ["Ada", "hunter2"], "k1");
  say("form", 2, "/account", "/account", "sign", form, "k2");
  say("act", 3, 1, 0, { type: "input", value: "hunter2", checked: false, key: "", form });
  await finish();
  const text = JSON.stringify(await entries());
  ok(!text.includes("hunter2"));
  const [call, form2] = (await entries()).filter(({ kind }) => kind === "call" || kind === "form");
  for (const { value } of [call, form2]) {
    deepStrictEqual((value as { input: unknown }).input, { name: "Ada", password: "•••" });
  }
  match(form2.raw, /\["password","•••"\]/);
  server.end();
});

Deno.test("a frame that cannot be shown disturbs nobody", async () => {
  const server = startTable(table, development());
  const { entries } = watch(server);
  const { connection, frames, finish, say } = connect(server, "?line=aaaa.1");
  say({ toString: 1 });
  say("act", { toString: 1 });
  connection.receiveText(`["call",1,"/account","/account","sign",${"[".repeat(15_000)}${"]".repeat(15_000)},"key"]`);
  await finish();
  deepStrictEqual(frames.map(([kind]) => kind), ["hello", "no"]);
  deepStrictEqual((await entries()).map(({ words }) => words).slice(1, 4), [
    "unreadable frame",
    "live event",
    "unreadable frame",
  ]);
  server.end();
});

Deno.test("the log holds the last 500 frames", async () => {
  const server = startTable(table, development());
  for (let tab = 0; tab < 5; tab++) {
    const { say, finish } = connect(server, `?line=tab${tab}.1`);
    for (let count = 0; count < 60; count++) say("ping");
    await finish();
  }
  const numbers = (await watch(server).entries()).map(({ number }) => number);
  strictEqual(numbers.length, 500);
  strictEqual(numbers.at(-1), 605);
  server.end();
});

Deno.test("the page of the wire is there in development only, and frames are looked at in no other server", async () => {
  const server = startTable(table, development());
  const shown = await server.app.request("/_rally/wire");
  strictEqual(shown.status, 200);
  match(await shown.text(), /<body id="rally-wire">/);
  match(shown.headers.get("content-security-policy") ?? "", /script-src 'nonce-/);
  server.end();

  const built = startTable(table);
  strictEqual((await built.app.request("/_rally/wire")).status, 404);
  const { frames, say } = connect(built, "?dev");
  say("watch", null);
  deepStrictEqual(frames.map(([kind]) => kind), ["hello"], "it is a socket like any other");
  built.end();
});

Deno.test("a server in development answers to no name that it was not given, over HTTP and sockets", async () => {
  const server = startTable(emptyTable, development());
  const ask = (host: string) => new Request("http://localhost/_rally/socket", { headers: { host } });
  strictEqual((await server.app.request("/_rally/wire", { headers: { host: "localhost:8000" } })).status, 200);
  const refused = await server.app.request("/_rally/wire", { headers: { host: "evil.example" } });
  strictEqual(refused.status, 403);
  match(await refused.text(), /: RALLY_HOSTS=evil\.example/);
  strictEqual(server.refusesSocket(ask("127.0.0.1:8000")), undefined);
  strictEqual(server.refusesSocket(ask("evil.example")), 403);
});
