import { deepStrictEqual, ok, strictEqual } from "node:assert";
import type { Answer, Request, ServerFrame } from "../wire/frames.ts";
import { fakeBrowser, SilentSocket } from "./test_browser.ts";
import { createTransport, type Transport } from "./transport.ts";

/** A call of an action; its key names it. */
const call = (key: string) => (id: number): Request => ["call", id, "/", "/", "add", null, key];

/** What the request came to: the kind of the answer, and of the refusal. */
function outcomeOf(answer: Promise<Answer>): { value: string } {
  const outcome = { value: "waits" };
  answer.then(([kind, , refusal]) => {
    outcome.value = kind === "no" ? (refusal as { message: string }).message : kind;
  });
  return outcome;
}

async function connected() {
  const browser = fakeBrowser();
  const received: ServerFrame[] = [];
  let opened = 0;
  const transport = createTransport({ opened: () => opened++, received: (frame) => received.push(frame) }, 30_000);
  last().onopen();
  last().say("hello", "build", 1);
  await browser.settle();
  return Object.assign(browser, { transport, received, opened: () => opened });
}

const last = () => SilentSocket.all.at(-1)!;
const sockets = () => SilentSocket.all.length;

/** The keys of the actions that a socket was given. */
const keysOf = (socket: SilentSocket) =>
  socket.sent.map((text) => JSON.parse(text)).filter(([kind]) => kind === "call").map((frame) => frame[6]);

async function answer(browser: { settle(): Promise<void> }, id: number): Promise<void> {
  last().say("ok", id, null, []);
  await browser.settle();
}

async function reopen(browser: { advance(ms: number): Promise<void>; settle(): Promise<void> }): Promise<void> {
  await browser.advance(500);
  last().onopen();
  await browser.settle();
}

Deno.test("a socket that does not answer a ping is given up, and its requests are sent again over the next", async () => {
  using browser = await connected();
  const dead = last();
  const outcome = outcomeOf(browser.transport.request((id) => ["go", id, "/games"]));
  browser.fire("online");
  deepStrictEqual(dead.sent, ['["go",1,"/games"]', '["ping"]']);
  await browser.advance(10_000);
  ok(!browser.transport.open);
  ok(dead.isClosed);
  await reopen(browser);
  strictEqual(sockets(), 2);
  deepStrictEqual(last().sent, ['["go",1,"/games"]']);
  // Late words of the dead socket touch neither its successor nor its requests.
  dead.say("ok", 1, null, []);
  dead.onclose({ code: 1006 });
  dead.onopen();
  await browser.settle();
  ok(browser.transport.open);
  strictEqual(sockets(), 2);
  strictEqual(outcome.value, "waits");
  last().say("ok", 1, null, []);
  await browser.settle();
  strictEqual(outcome.value, "ok");
  strictEqual(browser.opened(), 2);
});

Deno.test("any frame from the server ends the doubt about a socket", async () => {
  using browser = await connected();
  browser.fire("online");
  last().say("pong");
  await browser.advance(10_000);
  ok(browser.transport.open);
  strictEqual(sockets(), 1);
});

Deno.test("a tab that stood still asks once more before it gives its socket up", async () => {
  using browser = await connected();
  const socket = last();
  browser.fire("online");
  browser.freeze(60_000);
  await browser.advance(0);
  ok(!socket.isClosed);
  socket.say("pong");
  await browser.advance(10_000);
  ok(browser.transport.open);
  strictEqual(sockets(), 1);
  // The second question counts, however late its time is up.
  browser.fire("online");
  browser.freeze(60_000);
  await browser.advance(0);
  browser.freeze(60_000);
  await browser.advance(0);
  ok(socket.isClosed);
});

Deno.test("a loss that is over within half a second is not told", async () => {
  using browser = await connected();
  const states = new Set<string | undefined>();
  const look = () => states.add(browser.dataset.rallyConnection);
  last().onclose({ code: 1006 });
  await browser.advance(499);
  look();
  browser.fire("online");
  last().onopen();
  await browser.advance(1_000);
  look();
  deepStrictEqual([...states], ["online"]);
  last().onclose({ code: 1006 });
  await browser.advance(500);
  strictEqual(browser.dataset.rallyConnection, "reconnecting");
});

Deno.test("a socket that does not open is given up, and so is one that closes while its keeper is loaded", async () => {
  using browser = fakeBrowser();
  createTransport({ opened: () => {}, received: () => {} }, 30_000);
  await browser.advance(10_000 + 500);
  strictEqual(sockets(), 2);
  strictEqual(browser.dataset.rallyConnection, "reconnecting");
});

Deno.test("actions whose answers were lost are sent again in order, each once, with the same keys", async () => {
  using browser = await connected();
  const outcomes = ["a", "b"].map((key) => outcomeOf(browser.transport.request(call(key))));
  last().onclose({ code: 1006 });
  await browser.settle();
  await reopen(browser);
  deepStrictEqual(keysOf(last()), ["a"]);
  await answer(browser, 1);
  deepStrictEqual(keysOf(last()), ["a", "b"]);
  // In flight on a socket that lives: whatever happens around it, nothing is sent again.
  for (const event of ["online", "visibilitychange", "pageshow"]) browser.fire(event);
  await browser.advance(5_000);
  deepStrictEqual(keysOf(last()), ["a", "b"]);
  await answer(browser, 2);
  deepStrictEqual(outcomes.map(({ value }) => value), ["ok", "ok"]);
});

Deno.test("actions asked without a connection wait, and are sent in order when it is back", async () => {
  using browser = await connected();
  browser.onLine = false;
  last().onclose({ code: 1006 });
  await browser.settle();
  await browser.advance(500);
  strictEqual(browser.dataset.rallyConnection, "offline");
  for (const key of ["a", "b", "c"]) browser.transport.request(call(key));
  await browser.settle();
  deepStrictEqual(browser.posts, []);
  strictEqual(browser.dataset.rallyWaiting, "3");
  browser.onLine = true;
  await reopen(browser);
  strictEqual(browser.dataset.rallyConnection, "online");
  for (const id of [1, 2, 3]) await answer(browser, id);
  deepStrictEqual(keysOf(last()), ["a", "b", "c"]);
  strictEqual(browser.dataset.rallyConnection, "online");
  strictEqual(browser.dataset.rallyWaiting, undefined);
});

Deno.test("a socket is given up as soon as the browser has no network", async () => {
  using browser = await connected();
  browser.onLine = false;
  browser.fire("offline");
  ok(last().isClosed);
  await browser.advance(500);
  strictEqual(browser.dataset.rallyConnection, "offline");
  browser.onLine = true;
  browser.fire("online");
  last().onopen();
  strictEqual(browser.dataset.rallyConnection, "online");
});

Deno.test("without a socket requests go by fetch, and none waits for another", async () => {
  using browser = await connected();
  browser.answer = (body) => ["ok", JSON.parse(body)[1], null, []];
  last().onclose({ code: 1006 });
  const outcomes = ["a", "b"].map((key) => outcomeOf(browser.transport.request(call(key))));
  await browser.settle();
  deepStrictEqual(browser.posts.map((body) => JSON.parse(body)[6]), ["a", "b"]);
  deepStrictEqual(outcomes.map(({ value }) => value), ["ok", "ok"]);
});

Deno.test("an action is asked for a minute after its connection was lost, and is told then that nobody knows", async () => {
  using browser = await connected();
  const sent = outcomeOf(browser.transport.request(call("sent")));
  browser.onLine = false;
  last().onclose({ code: 1006 });
  const unsent = outcomeOf(browser.transport.request(call("unsent")));
  await browser.settle();
  await browser.advance(59_000);
  strictEqual(sent.value, "waits");
  await browser.advance(1_000);
  strictEqual(sent.value, "The connection was lost. It is not known whether this was saved.");
  // Nothing of this one has left the tab: it waits as long as its page does.
  await browser.advance(600_000);
  strictEqual(unsent.value, "waits");
});

Deno.test("a tab that nobody sees makes no attempt, and one at once when it is seen", async () => {
  using browser = await connected();
  browser.visibility = "hidden";
  last().onclose({ code: 1006 });
  await browser.advance(120_000);
  strictEqual(sockets(), 1);
  browser.fire("online");
  strictEqual(sockets(), 1);
  browser.visibility = "visible";
  browser.fire("visibilitychange");
  strictEqual(sockets(), 2);
});

Deno.test("a tab that is hidden between two attempts makes no further one", async () => {
  using browser = await connected();
  last().onclose({ code: 1006 });
  await browser.settle();
  browser.visibility = "hidden";
  browser.fire("visibilitychange");
  await browser.advance(120_000);
  strictEqual(sockets(), 1);
});

Deno.test("an action in a tab that nobody sees goes by fetch, and wakes the tab when that fails", async () => {
  using browser = await connected();
  browser.visibility = "hidden";
  last().onclose({ code: 1006 });
  await browser.settle();
  browser.answer = (body) => ["ok", JSON.parse(body)[1], null, []];
  const first = outcomeOf(browser.transport.request(call("a")));
  await browser.settle();
  strictEqual(first.value, "ok");
  strictEqual(sockets(), 1);
  browser.answer = undefined;
  browser.transport.request(call("b"));
  await browser.settle();
  strictEqual(sockets(), 2);
  last().onopen();
  await browser.settle();
  deepStrictEqual(keysOf(last()), ["b"]);
});

Deno.test("a page in the browser's cache holds no socket, and goes on over a new one", async () => {
  using browser = await connected();
  browser.transport.request(call("a"));
  browser.fire("pagehide");
  ok(last().isClosed);
  await browser.advance(30_000);
  strictEqual(sockets(), 1);
  deepStrictEqual(browser.posts, []);
  browser.fire("pageshow");
  strictEqual(sockets(), 2);
  last().onopen();
  await browser.settle();
  deepStrictEqual(keysOf(last()), ["a"]);
});

Deno.test("the join of a live page is not sent again: the page joins anew by itself", async () => {
  using browser = await connected();
  const join = outcomeOf(browser.transport.request((id) => ["join", id, "/", ""]));
  last().onclose({ code: 1006 });
  await browser.settle();
  ok(join.value.startsWith("The connection was lost"));
});

Deno.test("of a hundred waiting requests none is lost, and the next one is refused at once", async () => {
  using browser = await connected();
  browser.onLine = false;
  last().onclose({ code: 1006 });
  await browser.settle();
  const ask = (transport: Transport, key: number) => outcomeOf(transport.request(call(String(key))));
  const outcomes = Array.from({ length: 101 }, (_, key) => ask(browser.transport, key));
  await browser.settle();
  strictEqual(outcomes[99].value, "waits");
  strictEqual(outcomes[100].value, "There is no connection. Nothing was saved.");
  browser.onLine = true;
  await reopen(browser);
  for (let id = 1; id <= 100; id++) await answer(browser, id);
  deepStrictEqual(keysOf(last()), Array.from({ length: 100 }, (_, key) => String(key)));
});
