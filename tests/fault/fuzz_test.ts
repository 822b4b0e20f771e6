/**
 * Frames and bodies that nobody sends, by the hundred thousand: nothing breaks, nothing stays behind, and whatever carries
 * an id is answered under it. `CI=true` runs the full counts.
 */
import { deepStrictEqual, ok } from "node:assert";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { WebSocket } from "ws";
import { listen } from "@rally/rally/server";
import { type NotesServer, startNotes } from "../http/notes_app.tsx";
import { askedId, mutate, validFrames } from "./mutations.ts";
import { seed, seeded } from "./seeded.ts";

const isCi = Deno.env.get("CI") === "true";
console.log(`FAULT_SEED=${seed}`);

const valid = validFrames();
const noRates = { session: false, address: false, socket: false, sockets: false } as const;

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");

/** Memory in use after everything that nobody needs is gone, in bytes. */
function heapUsed(): number {
  collectGarbage();
  return Deno.memoryUsage().heapUsed;
}

/** Saves must not make each following answer longer. */
function forget({ db }: NotesServer): void {
  db.writer.exec("DELETE FROM notes; DELETE FROM _rally_requests;");
}

const failures = ({ log }: NotesServer) =>
  log.filter((line) => !/are ignored: expected a list|^Events of live pages were refused/.test(line));

const inOrder = (ids: readonly number[]) => ids.toSorted((a, b) => a - b);

async function fuzz({ live }: { readonly live: boolean }): Promise<void> {
  const count = isCi ? 500_000 : 10_000;
  const batch = 100;
  const random = seeded(seed);
  const pending: Promise<unknown>[] = [];
  const server = startNotes({ live, limits: noRates, watch: (_, work) => void pending.push(work) });
  const kinds = new Map<string, number>();
  let before = 0;
  for (let sent = 0; sent < count; sent += batch) {
    const answered: number[] = [];
    const texts = Array.from({ length: batch }, () => mutate(valid[random(valid.length) - 1]!, random));
    const answer = (text: string) => {
      const [kind, id] = JSON.parse(text);
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
      if (/^(ok|no|to|reload)$/.test(kind) && id !== null) answered.push(id);
    };
    let isClosed = false;
    const open = () =>
      server.connect(new Request("http://localhost/_rally/socket"), {
        send: answer,
        close: () => void (isClosed = true),
      });
    let connection = open();
    const settle = async () => {
      while (pending.length > 0) await Promise.allSettled(pending.splice(0));
    };
    for (const [at, text] of texts.entries()) {
      connection.receiveText(text);
      // Several at a time, as they come over a network.
      if (at % 10 === 9 || isClosed) await settle();
      if (!isClosed) continue;
      connection.closed();
      isClosed = false;
      connection = open();
    }
    await settle();
    connection.closed();
    const asked = texts.map(askedId).filter((id) => id !== undefined);
    const wrong = new Set(asked).symmetricDifference(new Set(answered));
    const culprits = texts.filter((text) => wrong.has(askedId(text) ?? NaN));
    deepStrictEqual(inOrder(answered), inOrder(asked), culprits.map((text) => text.slice(0, 300)).join("\n"));
    if (sent % 10_000 === 0) forget(server);
    if (sent === count / 5) before = heapUsed();
  }
  deepStrictEqual(failures(server), []);
  const growth = heapUsed() - before;
  console.log(`seed ${seed}: ${count} frames, ${JSON.stringify(Object.fromEntries(kinds))}, ${growth} bytes of growth`);
  ok(growth < 8 * 1024 * 1024, `the heap grew by ${growth} bytes over the last ${count * 0.8} frames`);
  deepStrictEqual(({} as Record<string, unknown>).isAdmin, undefined);
  server.end();
}

Deno.test("mutated frames through the dispatcher: an answer to each id, no failure, flat memory", () =>
  fuzz({ live: false }));

Deno.test("the same with a page that is live", () => fuzz({ live: true }));

Deno.test("mutated bodies over HTTP, and mutated frames over sockets: each is answered, and the server goes on", async () => {
  const count = isCi ? 20_000 : 1_000;
  const random = seeded(seed + 1);
  const server = startNotes({ limits: noRates });
  const listening = await listen(server, { port: 0 });
  const statuses = new Map<number, number>();
  const bodies = [
    ...valid.filter((text) => /^\["(call|go|form|checks)"/.test(text)).map((text) => ["/_rally/frame", text]),
    ["/_rally/api/books/1:add", '{"text":"a note"}'],
    ["/_rally/api/books/1:fail", '{"how":"deny"}'],
  ] as const;

  async function overHttp(): Promise<void> {
    const [path, valid] = bodies[random(bodies.length) - 1]!;
    const body = mutate(valid, random);
    const response = await fetch(listening.url + path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
    });
    const text = await response.text();
    statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
    ok(response.status < 500 && text !== "", `${response.status} ${text} to ${body}`);
  }

  let closes = 0;
  async function overSockets(frames: number): Promise<void> {
    let tab = await openTab(listening.url);
    for (let at = 0; at < frames; at++) {
      const text = mutate(valid[random(valid.length) - 1]!, random);
      if (await tab.ask(text, askedId(text)) === "open") continue;
      closes += 1;
      tab = await openTab(listening.url);
    }
    await tab.close();
  }

  const http = async () => {
    for (let at = 0; at < count / 4; at++) {
      await overHttp();
      if (at % 500 === 0) forget(server);
    }
  };
  await Promise.all([http(), http(), overSockets(count / 4), overSockets(count / 4)]);
  console.log(`seed ${seed}: ${JSON.stringify(Object.fromEntries(statuses))}, ${closes} sockets closed`);
  deepStrictEqual(failures(server), []);
  await listening.drain();
  server.end();
});

/** A socket that sends one text at a time. */
async function openTab(url: string) {
  const socket = new WebSocket(`${url.replace("http", "ws")}/_rally/socket`);
  let hear = (_frame: unknown[] | undefined) => {};
  socket.on("message", (data) => hear(JSON.parse(String(data))));
  const closed = new Promise<void>((resolve) => socket.once("close", () => resolve()));
  closed.then(() => hear(undefined));
  await new Promise<void>((resolve) => hear = () => resolve());
  return {
    /** Resolves with the answer to `id`; without one, when a ping that was sent after it is answered. */
    ask(text: string, id: number | undefined): Promise<"open" | "closed"> {
      return new Promise((resolve) => {
        hear = (frame) => {
          if (!frame) return resolve("closed");
          const isAnswer = id === undefined
            ? frame[0] === "pong"
            : /^(ok|no|to|reload)$/.test(String(frame[0])) && frame[1] === id;
          if (isAnswer) resolve("open");
        };
        socket.send(text);
        if (id === undefined) socket.send('["ping"]');
      });
    },
    close(): Promise<void> {
      socket.close();
      return closed;
    },
  };
}
