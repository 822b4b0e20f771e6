import { deepStrictEqual, strictEqual } from "node:assert";
import type { Connection } from "../../runtime/server/connection.ts";
import { held, type NotesServer, startNotes } from "./notes_app.tsx";

/** A socket without a network: what the server sends, and a wait for the next frame that fits. */
function connect(server: NotesServer) {
  const frames: unknown[][] = [];
  const waiting: { fits: (frame: unknown[]) => boolean; resolve: (frame: unknown[]) => void }[] = [];
  const closes: number[] = [];
  const connection: Connection = server.connect(new Request("http://localhost/_rally/socket"), {
    send(text) {
      const frame = JSON.parse(text);
      frames.push(frame);
      for (const one of waiting.splice(0)) one.fits(frame) ? one.resolve(frame) : waiting.push(one);
    },
    close: (code) => void closes.push(code),
  });
  const next = (fits: (frame: unknown[]) => boolean) =>
    new Promise<unknown[]>((resolve) => {
      const there = frames.find(fits);
      if (there) resolve(there);
      else waiting.push({ fits, resolve });
    });
  let id = 0;
  return {
    frames,
    closes,
    connection,
    next,
    send: (frame: unknown) => connection.receiveText(JSON.stringify(frame)),
    ask([kind, ...rest]: unknown[]) {
      const mine = ++id;
      connection.receiveText(JSON.stringify([kind, mine, ...rest]));
      return next((frame) => frame[1] === mine && ["ok", "no", "to"].includes(String(frame[0])));
    },
  };
}

const owner = "/books/:id";
const call = (action: string, input: unknown, href = "/books/1") => [
  "call",
  owner,
  href,
  action,
  input,
  crypto.randomUUID(),
];

Deno.test("a connection says hello with the build", () => {
  const server = startNotes();
  deepStrictEqual(connect(server).frames, [["hello", "b1", 1]]);
  server.end();
});

Deno.test("go answers with the packed page, redirects and error pages", async () => {
  const server = startNotes();
  const tab = connect(server);
  const [kind, , snapshot] = await tab.ask(["go", "/books/1?sort=down"]) as [string, number, Record<string, unknown>];
  strictEqual(kind, "ok");
  deepStrictEqual([snapshot.page, snapshot.mode, snapshot.params, snapshot.query, snapshot.data], [
    "books_id",
    "client",
    [1],
    ["down"],
    [[], null],
  ]);
  deepStrictEqual(await tab.ask(["go", "/books/302"]), ["to", 2, "/books/1?sort=down"]);
  const lost = await tab.ask(["go", "/nowhere"]) as [string, number, Record<string, unknown>];
  strictEqual(lost[2].status, 404);
  strictEqual((await tab.ask(["go", "//evil.example"]))[0], "no");
  server.end();
});

Deno.test("call runs the handler and answers the packed value with the places of its events", async () => {
  const server = startNotes();
  const tab = connect(server);
  const answer = await tab.ask(call("add", ["hello"]));
  strictEqual(answer[0], "ok");
  deepStrictEqual(answer[2], [1, "hello"]);
  deepStrictEqual((answer[3] as [string, number][]).map(([, place]) => place), [1]);
  server.end();
});

Deno.test("every request is answered: what cannot be read, what is not known, what is refused", async () => {
  const server = startNotes();
  const tab = connect(server);
  const kindOf = async (frame: unknown[]) => {
    const answer = await tab.ask(frame);
    return answer[0] === "no" ? (answer[2] as { kind: string }).kind : answer[0];
  };
  strictEqual(await kindOf(["what"]), "invalid");
  strictEqual(await kindOf(["go", 7]), "invalid");
  strictEqual(await kindOf(call("add", 7)), "invalid");
  strictEqual(await kindOf(call("add", [7])), "invalid");
  strictEqual(await kindOf(call("add", [""])), "invalid");
  strictEqual(await kindOf(call("nothing", [])), "not_found");
  strictEqual(await kindOf(call("__proto__", [])), "not_found");
  strictEqual(await kindOf(call("add", ["x"], "/")), "denied");
  strictEqual(await kindOf(call("add", ["x"], "/books/403")), "denied");
  strictEqual(await kindOf(call("leave", [])), "denied", "an action over post takes no frame");
  strictEqual(await kindOf(call("fail", ["throw"])), "failed");
  strictEqual(await kindOf(call("fail", ["deny"])), "denied");
  strictEqual((await server.notes()).length, 0);
  strictEqual(await kindOf(call("fail", ["keep"])), "conflict");
  deepStrictEqual(
    (await server.notes()).map((note) => note.text),
    ["keep"],
    "a returned refusal keeps what was written",
  );
  strictEqual(await kindOf(call("fail", ["redirect"])), "to");
  strictEqual((await server.notes()).length, 2);
  server.end();
});

Deno.test("a kind that is no string is answered, by socket and by HTTP, and nothing of it is called", async () => {
  const server = startNotes();
  const tab = connect(server);
  tab.send([{ toString: 1, valueOf: 1 }, 1]);
  strictEqual((await tab.next((frame) => frame[1] === 1))[0], "no");
  const body = JSON.stringify([{ toString: 1, valueOf: 1 }, 1]);
  const response = await server.app.request("/_rally/frame", { method: "POST", body });
  strictEqual((await response.json())[0], "no");
  deepStrictEqual(server.log, []);
  server.end();
});

Deno.test("a failed action tells the caller a trace id and nothing else", async () => {
  const server = startNotes();
  const answer = await connect(server).ask(call("fail", ["throw"]));
  strictEqual(JSON.stringify(answer).includes("secret"), false);
  strictEqual(server.log[0]?.includes((answer[2] as { traceId: string }).traceId), true);
  server.end();
});

Deno.test("a handler that takes too long is answered with timeout, and what it has written is undone", async () => {
  const server = startNotes({ limits: { handlerMs: 20 } });
  const tab = connect(server);
  const answer = await tab.ask(call("fail", ["wait"]));
  strictEqual((answer[2] as { kind: string }).kind, "timeout");
  // The next one gets the writer only when the first has let go of it.
  strictEqual((await tab.ask(call("add", ["later"])))[0], "ok");
  held.resolve(undefined);
  deepStrictEqual((await server.notes()).map((note) => note.text), ["later"]);
  server.end();
});

Deno.test("form frames are converted by the schema as posted forms are", async () => {
  const server = startNotes();
  const tab = connect(server);
  deepStrictEqual((await tab.ask(["form", owner, "/books/1", "add", [["text", "typed"]], "key"]))[2], [1, "typed"]);
  const refused = await tab.ask(["form", owner, "/books/1", "add", [["text", ""]], "key"]);
  deepStrictEqual((refused[2] as { fields: unknown }).fields, { text: ["Write something."] });
  strictEqual((await tab.ask(["form", owner, "/books/1", "add", [["text", 3]], "key"]))[0], "no");
  server.end();
});

Deno.test("an event reaches every other tab once and never the loop that caused it", async () => {
  const server = startNotes();
  const [mine, theirs] = [connect(server), connect(server)];
  const since = await positionOf(mine);
  for (const tab of [mine, theirs]) tab.send(["topics", "page", [["book/1", since]]]);
  await Promise.all([mine, theirs].map((tab) => tab.ask(["go", "/"])));
  await mine.ask(call("add", ["news"]));
  const event = await theirs.next((frame) => frame[0] === "event");
  deepStrictEqual([event[1], event[3], event[4]], ["book/1", [[1, "news"]], ["page"]]);
  strictEqual(mine.frames.some((frame) => frame[0] === "event"), false);
  server.end();
});

Deno.test("what happens between load and subscription is replayed, and only what was committed", async () => {
  const server = startNotes();
  const [writer, reader] = [connect(server), connect(server)];
  const since = await positionOf(reader);
  await writer.ask(call("add", ["between"]));
  await writer.ask(call("fail", ["throw"]));
  reader.send(["topics", "page", [["book/1", since]]]);
  const event = await reader.next((frame) => frame[0] === "event");
  deepStrictEqual(event[3], [[1, "between"]]);
  await reader.ask(["go", "/"]);
  strictEqual(reader.frames.filter((frame) => frame[0] === "event").length, 1);
  server.end();
});

Deno.test("a position of another run of the server is answered with lost", async () => {
  const server = startNotes();
  const tab = connect(server);
  tab.send(["topics", "page", [["book/1", ["another run", 5]]]]);
  deepStrictEqual(await tab.next((frame) => frame[0] === "lost"), ["lost", "page"]);
  server.end();
});

Deno.test("topics that do not exist or that authorize refuses are never heard", async () => {
  const server = startNotes();
  const [tab, writer] = [connect(server), connect(server)];
  const since = await positionOf(tab);
  tab.send(["topics", "page", [["book/13", since], ["book/01", since], ["nothing", since]]]);
  await tab.ask(["go", "/"]);
  await writer.ask(call("add", ["secret"], "/books/13"));
  await writer.ask(call("add", ["other"], "/books/1"));
  await tab.ask(["go", "/"]);
  strictEqual(tab.frames.some((frame) => frame[0] === "event"), false);
  server.end();
});

Deno.test("a frame that is no JSON array closes the socket", () => {
  const server = startNotes();
  const tab = connect(server);
  for (const text of ["nonsense", "{}", "3", '"x"']) tab.connection.receiveText(text);
  deepStrictEqual(tab.closes, [1007, 1007, 1007, 1007]);
  server.end();
});

Deno.test("the frame endpoint is the same dispatcher", async () => {
  const server = startNotes();
  const post = async (frame: unknown) => {
    const body = JSON.stringify(frame);
    const response = await server.app.request("/_rally/frame", {
      method: "POST",
      body,
      headers: { "content-type": "application/json" },
    });
    return [response.status, await response.json()];
  };
  const [status, answer] = await post(["call", 5, owner, "/books/1", "add", ["posted"], "key"]);
  deepStrictEqual([status, answer.slice(0, 3)], [200, ["ok", 5, [1, "posted"]]]);
  strictEqual((await post({}))[0], 400);
  strictEqual((await post(["go"]))[0], 400);
  server.end();
});

Deno.test("50 interleaved handlers, every third throws: exactly the acknowledged rows exist", async () => {
  const server = startNotes();
  const tabs = Array.from({ length: 50 }, () => connect(server));
  const answers = await Promise.all(
    tabs.map((tab, n) => tab.ask(n % 3 === 0 ? call("fail", ["throw"]) : call("add", [`note ${n}`]))),
  );
  const acknowledged = answers.filter((answer) => answer[0] === "ok").map((answer) => (answer[2] as unknown[])[1]);
  strictEqual(acknowledged.length, 33);
  deepStrictEqual((await server.notes()).map((note) => note.text).sort(), acknowledged.sort());
  server.end();
});

async function positionOf(tab: ReturnType<typeof connect>): Promise<unknown> {
  const answer = await tab.ask(["go", "/books/1"]);
  return (answer[2] as { since: unknown }).since;
}
