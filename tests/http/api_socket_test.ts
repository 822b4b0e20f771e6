import { deepStrictEqual, strictEqual } from "node:assert";
import { createToken, revokeToken } from "../../runtime/server/api/tokens.ts";
import { createTestClock } from "../../runtime/testing/test_clock.ts";
import { type NotesServer, startNotes } from "./notes_app.tsx";

/** The socket of a program, without a network. */
function connect(server: NotesServer, headers: Record<string, string> = {}) {
  const frames: unknown[] = [];
  const closes: number[] = [];
  const request = new Request("http://localhost/_rally/socket", {
    headers: { "sec-websocket-protocol": "rally.api", ...headers },
  });
  const connection = server.connect(request, {
    send: (text) => void frames.push(JSON.parse(text)),
    close: (code) => void closes.push(code),
  });
  return {
    frames,
    closes,
    connection,
    async ask(frame: unknown) {
      connection.receiveText(JSON.stringify(frame));
      await connection.finish();
      return frames.splice(0);
    },
  };
}

async function add(server: NotesServer, text: string): Promise<void> {
  const headers = { "content-type": "application/json" };
  const body = JSON.stringify({ text });
  const response = await server.app.request("/_rally/api/books/1:add", { method: "POST", headers, body });
  deepStrictEqual(response.status, 200);
  await response.text();
}

function tokenFor(server: NotesServer, scopes: readonly string[], now = Date.now()) {
  const token = { userId: "ada", name: "", scopes, createdAt: now, expiresAt: now + 60_000_000 };
  const { id, secret } = createToken(server.db.writer, token);
  return { id, headers: { authorization: `Bearer ${secret}` } };
}

Deno.test("a program hears topics as JSON with names, from the position of what it has loaded", async () => {
  const server = startNotes();
  const loaded = await server.app.request("/_rally/api/books/1");
  await loaded.text();
  const [epoch, at] = loaded.headers.get("rally-position")!.split(":");
  await add(server, "before it listens");
  const program = connect(server);
  const frames = await program.ask(["topics", "book/1", [["book/1", [epoch, Number(at)]]]]);
  deepStrictEqual(frames, [
    ["hello", "b1"],
    ["event", "book/1", [epoch, 1], { note: { id: 1, text: "before it listens" } }],
  ]);
  await add(server, "while it listens");
  deepStrictEqual(program.frames.splice(0), [
    ["event", "book/1", [epoch, 2], { note: { id: 2, text: "while it listens" } }],
  ]);
  await program.ask(["topics", "book/1", []]);
  await add(server, "after it has stopped");
  deepStrictEqual(program.frames, []);
  program.connection.closed();
  server.end();
});

Deno.test("a program is told of a gap, and of a topic that is not for it", async () => {
  const server = startNotes();
  const program = connect(server);
  await program.ask(["ping"]);
  deepStrictEqual(await program.ask(["topics", "book/1", [["book/1", ["", 0]]]]), [["lost", "book/1"]]);
  for (const key of ["book/13", "nothing"]) {
    const [frame] = await program.ask(["topics", key, [[key, ["", 0]]]]) as [unknown[]];
    deepStrictEqual(frame.slice(0, 2), ["no", key]);
  }
  program.connection.closed();
  server.end();
});

Deno.test("a program's socket knows topics alone: pages and actions are asked for over HTTP", async () => {
  const server = startNotes();
  for (
    const frame of [["go", 1, "/books/1"], ["call", 1, "/books/:id", "/books/1", "add", ["a"], "k"], ["topics", 1, []]]
  ) {
    const program = connect(server);
    await program.ask(frame);
    deepStrictEqual(program.closes, [1008]);
    program.connection.closed();
  }
  deepStrictEqual(await server.notes(), []);
  server.end();
});

Deno.test("a token hears the topics of its scopes, and nothing once it is revoked", async () => {
  const clock = createTestClock();
  const server = startNotes({ clock });
  const { id, headers } = tokenFor(server, ["topic:book/:id"], clock.now());
  const other = tokenFor(server, ["/books/:id"], clock.now());
  const program = connect(server, headers);
  await program.ask(["ping"]);
  deepStrictEqual(await program.ask(["topics", "book/1", [["book/1", ["", 0]]]]), [["lost", "book/1"]]);
  const outside = connect(server, other.headers);
  await outside.ask(["ping"]);
  strictEqual((await outside.ask(["topics", "book/1", [["book/1", ["", 0]]]]) as unknown[][])[0]![0], "no");
  revokeToken(server.db.writer, id);
  await clock.advance(30_000, () => Promise.resolve());
  await program.connection.finish();
  deepStrictEqual([program.closes, outside.closes], [[4001], []]);
  program.connection.closed();
  outside.connection.closed();
  server.end();
});

Deno.test("a token that is none closes the socket at once", async () => {
  const server = startNotes();
  const program = connect(server, { authorization: "Bearer rally_none" });
  await program.connection.finish();
  deepStrictEqual(program.closes, [4001]);
  program.connection.closed();
  server.end();
});
