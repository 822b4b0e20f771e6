import { deepStrictEqual, strictEqual } from "node:assert";
import { connect as connectTcp } from "node:net";
import { type ClientOptions, WebSocket } from "ws";
import { listen, type Listening } from "@rally/rally/server";
import { createToken } from "../../runtime/server/api/tokens.ts";
import { held, type NotesServer, startNotes } from "./notes_app.tsx";

async function withServer(work: (listening: Listening, server: NotesServer) => Promise<void>): Promise<void> {
  const server = startNotes();
  const listening = await listen(server, { port: 0 });
  try {
    await work(listening, server);
  } finally {
    await listening.drain();
    server.end();
  }
}

/** Opens a socket; gives its first message, or the status that refused it. */
function open(
  url: string,
  options: ClientOptions = {},
  protocols: string[] = [],
): Promise<{ socket: WebSocket; first: unknown }> {
  const socket = new WebSocket(`${url.replace("http", "ws")}/_rally/socket`, protocols, options);
  return new Promise((resolve, reject) => {
    socket.once("message", (data) => resolve({ socket, first: JSON.parse(String(data)) }));
    socket.once("error", reject);
  });
}

const closed = (socket: WebSocket) => new Promise<number>((resolve) => socket.once("close", (code) => resolve(code)));

Deno.test("a socket of the app's own pages, or of no browser, is let in", () =>
  withServer(async ({ url }) => {
    for (const origin of [url, undefined]) {
      const { socket, first } = await open(url, { origin });
      deepStrictEqual(first, ["hello", "b1", 1]);
      socket.close();
      await closed(socket);
    }
  }));

Deno.test("a socket of another origin is refused with 403", () =>
  withServer(async ({ url }) => {
    const refused = await open(url, { origin: "http://evil.example" }).catch((error: Error) => error.message);
    strictEqual(refused, "Unexpected server response: 403");
  }));

Deno.test("a socket of another origin is let in with a token, and hears nothing when that does not count", () =>
  withServer(async ({ url }, server) => {
    const origin = "http://other.example";
    const now = Date.now();
    const token = { userId: "ada", name: "", scopes: ["*"], createdAt: now, expiresAt: now + 60_000 };
    const { secret } = createToken(server.db.writer, token);
    const { socket } = await open(url, { origin }, ["rally.api", `bearer.${secret}`]);
    const stranger = (await open(url, { origin }, ["rally.api", "bearer.rally_none"])).socket;
    strictEqual(await closed(stranger), 4001);
    for (const protocols of [["rally.api"], [`bearer.${secret}`]]) {
      const refused = await open(url, { origin }, protocols).catch((error: Error) => error.message);
      strictEqual(refused, "Unexpected server response: 403", protocols.join());
    }
    strictEqual(socket.readyState, WebSocket.OPEN);
    socket.close();
    await closed(socket);
  }));

Deno.test("the Upgrade header is read without case", () =>
  withServer(async ({ port }) => {
    const answer = await new Promise<string>((resolve) => {
      const socket = connectTcp(port, "127.0.0.1", () => {
        socket.write(
          `GET /_rally/socket HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\nconnection: UPGRADE\r\nupgrade: WebSocket\r\n` +
            "sec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
        );
      });
      socket.once("data", (data) => {
        socket.destroy();
        resolve(String(data));
      });
    });
    strictEqual(answer.split("\r\n")[0], "HTTP/1.1 101 Switching Protocols");
  }));

Deno.test("a message over 64 KiB closes the socket with 1009, a binary one with 1003", () =>
  withServer(async ({ url }) => {
    const [large, binary] = [(await open(url)).socket, (await open(url)).socket];
    large.send("x".repeat(64 * 1024 + 1));
    binary.send(new Uint8Array([1, 2, 3]));
    strictEqual(await closed(large), 1009);
    strictEqual(await closed(binary), 1003);
  }));

Deno.test("a drain closes the sockets with 1012 and refuses new connections", () =>
  withServer(async (listening) => {
    const { socket } = await open(listening.url);
    const code = closed(socket);
    await listening.drain();
    strictEqual(await code, 1012);
    const refused = await fetch(listening.url).then((response) => response.body?.cancel(), () => "refused");
    strictEqual(refused, "refused");
  }));

Deno.test("signing out ends the sockets of that session and no others", () =>
  withServer(async ({ url }, server) => {
    const post = (action: string, cookie = "") =>
      fetch(`${url}/books/1?_action=${encodeURIComponent(`/books/:id#${action}`)}`, {
        method: "POST",
        body: new URLSearchParams({}),
        redirect: "manual",
        headers: { cookie },
      });
    const signedIn = await post("leave");
    await signedIn.body?.cancel();
    const cookie = signedIn.headers.get("set-cookie")?.split(";")[0] ?? "";
    const { socket: mine } = await open(url, { headers: { cookie } });
    const { socket: other } = await open(url);
    const ended = closed(mine);
    const again = await post("leave", cookie);
    await again.body?.cancel();
    strictEqual(await ended, 4001);
    strictEqual(other.readyState, WebSocket.OPEN);
    other.close();
    await closed(other);
    strictEqual(server.log.length, 0);
  }));

Deno.test("a drain answers what a socket has asked before it closes it", () =>
  withServer(async (listening, server) => {
    const { socket } = await open(listening.url);
    const answer = new Promise<unknown[]>((resolve) =>
      socket.once("message", (data) => resolve(JSON.parse(String(data))))
    );
    const code = closed(socket);
    socket.send(JSON.stringify(["call", 1, "/books/:id", "/books/1", "fail", ["wait"], "key"]));
    socket.send(JSON.stringify(["ping"]));
    strictEqual((await answer)[0], "pong");
    const drained = listening.drain();
    held.resolve(undefined);
    const late = new Promise<unknown[]>((resolve) =>
      socket.once("message", (data) => resolve(JSON.parse(String(data))))
    );
    deepStrictEqual((await late).slice(0, 2), ["ok", 1]);
    strictEqual(await code, 1012);
    await drained;
    deepStrictEqual((await server.notes()).map((note) => note.text), ["wait"]);
  }));

Deno.test("a refused upgrade whose peer is gone does not end the process", () =>
  withServer(async ({ port, url }) => {
    const reset = () =>
      new Promise<void>((resolve) => {
        const socket = connectTcp(port, "127.0.0.1", () => {
          socket.write(
            `GET /_rally/socket HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\nconnection: upgrade\r\nupgrade: websocket\r\n` +
              "origin: http://evil.example\r\nsec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
          );
          socket.resetAndDestroy();
          resolve();
        });
        socket.on("error", () => resolve());
      });
    await Promise.all(Array.from({ length: 100 }, reset));
    const response = await fetch(`${url}/_rally/health`);
    strictEqual((await response.json()).status, "ok");
  }));

Deno.test("an address of 100 kB is answered 431 and ends its connection; one of 10 kB is looked up", () =>
  withServer(async ({ port, url }) => {
    const answer = await new Promise<string>((resolve) => {
      const socket = connectTcp(port, "127.0.0.1", () => {
        socket.write(`GET /${"a/".repeat(50_000)} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\n\r\n`);
      });
      let text = "";
      socket.on("data", (data) => text += data);
      // What was sent after the limit is never read, so the connection may end with a reset.
      socket.on("error", () => resolve(text));
      socket.on("close", () => resolve(text));
    });
    strictEqual(answer.split("\r\n")[0], "HTTP/1.1 431 Request Header Fields Too Large");
    const long = await fetch(`${url}/${"a/".repeat(5_000)}`);
    await long.body?.cancel();
    strictEqual(long.status, 404);
  }));

Deno.test("a drain does not wait for connections that have asked nothing, or not a whole question", async () => {
  const server = startNotes();
  const listening = await listen(server, { port: 0, drainMs: 600_000 });
  const closes = ["", "GET / HTTP/1.1\r\nhost: localhost\r\n"].map((text) => {
    const socket = connectTcp(listening.port, "127.0.0.1");
    socket.resume();
    if (text !== "") socket.write(text);
    return new Promise<void>((resolve) => socket.once("close", () => resolve()));
  });
  // Accepted after the two: connections come in their order.
  await (await fetch(`${listening.url}/_rally/health`)).text();
  await listening.drain();
  await Promise.all(closes);
  server.end();
});
