/**
 * What each breach of a limit is answered with: docs/reference/wire.md, "Limits". Rates are in `socket_rate_test.ts`.
 */
import { deepStrictEqual, match, ok, strictEqual } from "node:assert";
import { connect as connectTcp } from "node:net";
import { WebSocket } from "ws";
import { listen } from "@rally/rally/server";
import type { Wire } from "../../runtime/server/connection.ts";
import { createLocalBus } from "../../runtime/topics/bus.ts";
import { createHub } from "../../runtime/topics/hub.ts";
import type { Position } from "../../runtime/wire/frames.ts";
import { held, startNotes } from "./notes_app.tsx";

const nest = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
const wide = `[${Array(10_001).fill(0)}]`;
const keyed = JSON.stringify(Object.fromEntries(Array.from({ length: 1_001 }, (_, at) => [`k${at}`, 0])));

/** A connection without a network. */
function open(
  server: ReturnType<typeof startNotes>,
  wire: Partial<Wire> = {},
  headers: Record<string, string> = {},
) {
  const frames: unknown[][] = [];
  const closes: unknown[][] = [];
  const connection = server.connect(new Request("http://localhost/_rally/socket", { headers }), {
    send: (text) => void frames.push(JSON.parse(text)),
    close: (...close) => void closes.push(close),
    ...wire,
  });
  return { connection, frames, closes };
}

Deno.test("a frame that is too deep, has too many values or too many keys is answered when it has an id", () => {
  const server = startNotes();
  const { connection, frames, closes } = open(server);
  for (const [id, input] of [nest(70), wide, keyed].entries()) {
    connection.receiveText(`["call",${id},"/books/:id","/books/1","add",${input},"key"]`);
  }
  deepStrictEqual(
    frames.slice(1).map(([kind, id, refusal]) => [kind, id, (refusal as { fields: Record<string, string[]> }).fields]),
    [
      ["no", 0, { "": ["This request cannot be read: it is nested deeper than 64"] }],
      ["no", 1, { "": ["This request cannot be read: it has more than 10000 values"] }],
      ["no", 2, { "": ["This request cannot be read: an object has more than 1000 keys"] }],
    ],
  );
  strictEqual(closes.length, 0);
  connection.receiveText(`["topics","page",${nest(70)}]`);
  deepStrictEqual(closes.map(([code]) => code), [1008], "what has no answer closes the socket");
  server.end();
});

Deno.test("the same over POST and over the API is answered 400", async () => {
  const server = startNotes();
  const frame = `["call",5,"/books/:id","/books/1","add",${nest(70)},"key"]`;
  const framed = await server.app.request("/_rally/frame", { method: "POST", body: frame });
  deepStrictEqual([framed.status, (await framed.json()).slice(0, 2)], [400, ["no", 5]]);
  const headers = { "content-type": "application/json" };
  const posted = await server.app.request("/_rally/api/books/1:add", { method: "POST", headers, body: keyed });
  deepStrictEqual([posted.status, (await posted.json()).detail], [
    400,
    "The request cannot be read. The body: an object has more than 1000 keys",
  ]);
  const program = open(server, {}, { "sec-websocket-protocol": "rally.api" });
  program.connection.receiveText(`["topics","book/1",${nest(70)}]`);
  deepStrictEqual(program.closes, [[1008, "This frame cannot be read: it is nested deeper than 64"]]);
  server.end();
});

Deno.test("more than 100 frames at a time are answered rate_limited", async () => {
  const server = startNotes({ limits: { socket: false } });
  const { connection, frames } = open(server);
  for (let id = 1; id <= 101; id++) {
    connection.receiveText(JSON.stringify(["call", id, "/books/:id", "/books/1", "fail", ["wait"], `key-${id}`]));
  }
  deepStrictEqual(frames.slice(1).map(([kind, id]) => [kind, id]), [["no", 101]]);
  strictEqual((frames[1]![2] as { kind: string }).kind, "rate_limited");
  held.resolve(undefined);
  await connection.finish();
  strictEqual(frames.length, 102);
  server.end();
});

Deno.test("who is refused 200 times in a row is closed with 1008, once", () => {
  const server = startNotes({ limits: { socket: { burst: 1, perSecond: 0.001 } } });
  const { connection, closes } = open(server);
  for (let id = 0; id <= 200; id++) connection.receiveText(JSON.stringify(["checks", id, "/books/:id", "add"]));
  strictEqual(closes.length, 0);
  connection.receiveText(JSON.stringify(["checks", 201, "/books/:id", "add"]));
  deepStrictEqual(closes.map(([code]) => code), [1008]);
  server.end();
});

Deno.test("a long frame counts as often as it has 4,096 characters; one that comes too often is not even read", () => {
  const server = startNotes({ limits: { socket: { burst: 20, perSecond: 0.001 } } });
  const { connection, frames, closes } = open(server);
  const long = `["checks",1,"${"x".repeat(60_000)}","add"]`;
  connection.receiveText(long);
  deepStrictEqual([frames.length, closes.length], [2, 0]);
  connection.receiveText("[".repeat(60_000));
  deepStrictEqual(closes.map(([code]) => code), [1008]);
  server.end();
});

Deno.test("one address has at most so many sockets; one that closes makes room", async () => {
  const server = startNotes({ limits: { sockets: 2, address: false } });
  const from = (address: string) => server.refusesSocket(new Request("http://localhost/_rally/socket"), address);
  const [first] = [open(server, { address: "203.0.113.1" }), open(server, { address: "203.0.113.1" })];
  strictEqual(from("203.0.113.1"), 429);
  strictEqual(from("203.0.113.2"), undefined);
  strictEqual(from("127.0.0.1"), undefined);
  first!.connection.closed();
  first!.connection.closed();
  strictEqual(from("203.0.113.1"), undefined);
  open(server, { address: "203.0.113.1" });
  strictEqual(from("203.0.113.1"), 429, "a socket that is closed twice makes room once");
  await first!.connection.finish();
  server.end();
});

Deno.test("behind a proxy the sockets of a visitor are counted, and what she claims to be is not", () => {
  const server = startNotes({ limits: { sockets: 1, address: false }, proxies: 1 });
  const request = (forwarded: string) =>
    new Request("http://localhost/_rally/socket", { headers: { "x-forwarded-for": forwarded } });
  server.connect(request("203.0.113.1"), { address: "127.0.0.1", send() {}, close() {} });
  strictEqual(server.refusesSocket(request("198.51.100.7, 203.0.113.1"), "127.0.0.1"), 429);
  strictEqual(server.refusesSocket(request("203.0.113.1, 198.51.100.7"), "127.0.0.1"), undefined);
  server.end();
});

Deno.test("an upgrade that is refused says when to come again", async () => {
  const server = startNotes({ limits: { sockets: 0 }, proxies: 1 });
  const listening = await listen(server, { port: 0 });
  const answer = await new Promise<string>((resolve) => {
    const socket = connectTcp(listening.port, "127.0.0.1", () => {
      socket.write(
        `GET /_rally/socket HTTP/1.1\r\nhost: localhost\r\nconnection: upgrade\r\nupgrade: websocket\r\n` +
          "x-forwarded-for: 203.0.113.1\r\nsec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
      );
    });
    socket.once("data", (data) => {
      socket.destroy();
      resolve(String(data));
    });
  });
  match(answer, /^HTTP\/1\.1 429 Too Many Requests\r\nretry-after: 5\r\n/);
  await listening.drain();
  server.end();
});

/** A tab that listens to a book, over a network, in the position of a fresh page. */
async function listener(url: string, since: Position) {
  const socket = new WebSocket(`${url.replace("http", "ws")}/_rally/socket`);
  const frames: unknown[][] = [];
  const waiting: (() => void)[] = [];
  socket.on("message", (data) => {
    frames.push(JSON.parse(String(data)));
    for (const look of waiting.splice(0)) look();
  });
  const until = async (kind: string) => {
    while (!frames.some(([name]) => name === kind)) await new Promise<void>((resolve) => waiting.push(resolve));
  };
  await until("hello");
  socket.send(JSON.stringify(["topics", "page", [["book/1", since]], "/books/1"]));
  socket.send(JSON.stringify(["go", 1, "/books/1"]));
  await until("ok");
  return { socket, frames, until };
}

Deno.test("a reader that does not read gets no more news, and is told that it lost some once it reads again", async () => {
  const bus = createLocalBus();
  const server = startNotes({ hub: createHub(bus) });
  const listening = await listen(server, { port: 0 });
  const since = bus.position();
  const [slow, quick] = [await listener(listening.url, since), await listener(listening.url, since)];
  slow.socket.pause();
  const text = "x".repeat(60_000);
  let published = 0;
  const heard = () => quick.frames.filter(([kind]) => kind === "event").length;
  // Four times what the system keeps for a socket by itself.
  while (published < 400) {
    bus.publish({ keys: ["book/1"], event: [[published, text]], origin: undefined });
    published += 1;
    while (heard() < published) await new Promise((resolve) => setImmediate(resolve));
  }
  slow.socket.resume();
  await slow.until("lost");
  const kept = slow.frames.filter(([kind]) => kind === "event").length;
  ok(kept < published, `${kept} of ${published}`);
  deepStrictEqual(slow.frames.find(([kind]) => kind === "lost"), ["lost", "page"]);
  strictEqual(heard(), published, "the others miss nothing");
  slow.socket.terminate();
  quick.socket.terminate();
  await listening.drain();
  server.end();
});

Deno.test("a reader that asks for more than it reads is dropped", async () => {
  const server = startNotes({ limits: { socket: false } });
  const add = server.db.writer.prepare("INSERT INTO notes (book, text) VALUES (1, ?1)");
  for (let n = 0; n < 16; n++) add.run(["x".repeat(60_000)]);
  const dropped = Promise.withResolvers<void>();
  const listening = await listen({
    ...server,
    connect(request, wire) {
      const connection = server.connect(request, wire);
      return {
        ...connection,
        closed() {
          connection.closed();
          dropped.resolve();
        },
      };
    },
  }, { port: 0 });
  const { socket, frames } = await listener(listening.url, ["", 0]);
  const asked = 40;
  const outcome = new Promise<unknown>((resolve) => {
    socket.once("close", resolve);
    socket.on("message", () => frames.length > asked && resolve("everything was kept for it"));
  });
  socket.pause();
  for (let id = 0; id < asked; id++) socket.send(JSON.stringify(["go", id, "/books/1"]));
  await dropped.promise;
  socket.resume();
  strictEqual(await outcome, 1006);
  await listening.drain();
  server.end();
});
