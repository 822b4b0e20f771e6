/** How many live pages somebody may have, and what works without one: docs/reference/server.md, "Limits". */
import { deepStrictEqual, match, strictEqual } from "node:assert";
import type { ServerLimits } from "../../runtime/server/limits.ts";
import { type NotesServer, startNotes } from "./notes_app.tsx";

function start(limits: ServerLimits): NotesServer {
  return startNotes({ limits, modes: { "/books/:id": "live" } });
}

/** A tab of a session, at an address of the internet. */
function open(server: NotesServer, { session = "", address = "203.0.113.1" } = {}) {
  const frames: unknown[][] = [];
  const closed: unknown[] = [];
  let arrived = Promise.withResolvers<void>();
  const request = new Request("http://localhost/_rally/socket", {
    headers: session ? { cookie: `rally_session=${session}` } : {},
  });
  const connection = server.connect(request, {
    address,
    send(text) {
      frames.push(JSON.parse(text));
      arrived.resolve();
      arrived = Promise.withResolvers();
    },
    close: (code) => void closed.push(code),
  });
  let id = 0;
  const send = (frame: readonly unknown[]) => connection.receiveText(JSON.stringify(frame));
  return {
    connection,
    frames,
    closed,
    send,
    /** Asks to join a page; gives what the answer is. */
    async join(href = "/books/1", token = "") {
      const mine = ++id;
      send(["join", mine, href, token]);
      for (;;) {
        const answer = frames.find(([kind, answered]) => /^(ok|no|to)$/.test(String(kind)) && answered === mine);
        if (answer) return answer[0] === "no" ? (answer[2] as { kind: string }).kind : answer[0];
        await arrived.promise;
      }
    },
  };
}

/** The token in a document; `undefined` when no model of it is kept. */
async function tokenOf(server: NotesServer, session: string): Promise<string | undefined> {
  const response = await server.app.request("/books/1", { headers: { cookie: `rally_session=${session}` } });
  return (await response.text()).match(/"live":\{"token":"([^"]+)"/)?.[1];
}

Deno.test("a socket that goes while its page loads leaves no place taken", async () => {
  const server = start({ livePages: { session: 1 } });
  for (let times = 0; times < 3; times++) {
    const { connection, send } = open(server, { session: "ada" });
    for (const id of [1, 2]) send(["join", id, "/books/1", ""]);
    connection.closed();
    await connection.finish();
  }
  strictEqual(await open(server, { session: "ada" }).join(), "ok");
  server.end();
});

Deno.test("what a browser says it has seen while its page loads is taken once: the latest", async () => {
  const server = start({});
  const { connection, frames, closed, send } = open(server);
  send(["join", 1, "/books/1", ""]);
  // More of them than a socket may send that cannot be.
  for (let times = 0; times < 1000; times++) send(["seen", 999]);
  await connection.finish();
  deepStrictEqual([frames.map(([kind]) => kind), closed], [["hello", "ok"], []]);
  server.end();
});

Deno.test("one session has at most so many live pages; one that is left, or whose socket is gone, makes room", async () => {
  const server = start({ livePages: { session: 2 } });
  const tabs = Array.from({ length: 4 }, () => open(server, { session: "ada" }));
  deepStrictEqual(await Promise.all(tabs.map((tab) => tab.join())), ["ok", "ok", "rate_limited", "rate_limited"]);
  strictEqual(await open(server, { session: "bob" }).join(), "ok");
  tabs[0]!.send(["leave"]);
  await tabs[0]!.connection.finish();
  strictEqual(await tabs[2]!.join(), "ok");
  tabs[1]!.connection.closed();
  strictEqual(await tabs[3]!.join(), "ok");
  server.end();
});

Deno.test("a tab that goes from one live page to another has one of them", async () => {
  const server = start({ livePages: { session: 1 } });
  const tab = open(server, { session: "ada" });
  deepStrictEqual([await tab.join("/books/1"), await tab.join("/books/2"), await tab.join("/nowhere")], [
    "ok",
    "ok",
    "to",
  ]);
  strictEqual(await open(server, { session: "ada" }).join(), "ok", "a page that is none does not count");
  server.end();
});

Deno.test("one address has at most so many live pages, over all its sessions; the own network has no limit", async () => {
  const server = start({ livePages: { address: 1 } });
  strictEqual(await open(server, { session: "ada" }).join(), "ok");
  strictEqual(await open(server, { session: "bob" }).join(), "rate_limited");
  strictEqual(await open(server, { address: "203.0.113.2" }).join(), "ok");
  for (let n = 0; n < 3; n++) strictEqual(await open(server, { address: "10.0.0.1" }).join(), "ok");
  server.end();
});

Deno.test("all visitors together have at most so many live pages", async () => {
  const server = start({ livePages: { all: 1 } });
  strictEqual(await open(server, { address: "203.0.113.1" }).join(), "ok");
  strictEqual(await open(server, { address: "203.0.113.2" }).join(), "rate_limited");
  server.end();
});

Deno.test("documents count while they wait for their sockets, and give their places to them", async () => {
  const server = start({ livePages: { session: 1 } });
  const token = await tokenOf(server, "ada");
  strictEqual(await tokenOf(server, "ada"), undefined);
  strictEqual(await open(server, { session: "ada" }).join(), "rate_limited");
  const tab = open(server, { session: "ada" });
  strictEqual(await tab.join("/books/1", token), "ok");
  deepStrictEqual(tab.frames.find(([kind]) => kind === "ok")?.[2], null, "the document was taken over");
  server.end();
});

Deno.test("over the limit a page is a document whose forms are posted, and navigations are answered", async () => {
  const server = start({ livePages: { session: 0 } });
  const headers = { cookie: "rally_session=ada" };
  const html = await (await server.app.request("/books/1", { headers })).text();
  const action = html.match(/<form method="post" action="([^"]+add[^"]*)"/)?.[1]?.replaceAll("&amp;", "&");
  const posted = await server.app.request(action ?? "", {
    method: "POST",
    body: new URLSearchParams({ text: "posted" }),
    headers,
  });
  strictEqual(posted.status, 303);
  match(await (await server.app.request("/books/1", { headers })).text(), /<li>posted<\/li>/);
  const tab = open(server, { session: "ada" });
  strictEqual(await tab.join(), "rate_limited");
  tab.send(["go", 9, "/books/1"]);
  await tab.connection.finish();
  match(JSON.stringify(tab.frames.find(([kind, id]) => kind === "ok" && id === 9)), /<li>posted<\/li>/);
  server.end();
});

Deno.test("the sockets of one session share its rate, and nobody else's", async () => {
  const server = start({ session: { burst: 1, perSecond: 0.001 }, address: false });
  const tabs = ["ada", "ada", "bob"].map((session) => open(server, { session }));
  deepStrictEqual(await Promise.all(tabs.map((tab) => tab.join())), ["ok", "rate_limited", "ok"]);
  server.end();
});
