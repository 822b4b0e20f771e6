/**
 * Pages with slow parts: the document in order, the variant for browsers without scripts, navigations and live pages.
 */
import { deepStrictEqual, match, ok, strictEqual } from "node:assert";
import { type Deferred, deferred, layout, type Load, page, type SqlQuery, type Start, type View } from "@rally/rally";
import { type Database, migrate, openDatabase } from "@rally/rally/db";
import { type AppTable, createServer, denied, type RallyServer } from "@rally/rally/server";
import { json, object, tagged } from "@rally/rally/wire";
import { z } from "zod";
import { createLocalBus } from "../../runtime/topics/bus.ts";
import { createHub } from "../../runtime/topics/hub.ts";
import { kindOf } from "../../runtime/wire/dev/frame_names.ts";

const count: SqlQuery<number> = { name: "count", sql: "SELECT count(*) FROM notes", row: ([n]) => Number(n) };
const contract = page("/report", {
  data: z.object({ quick: z.int(), slow: deferred(z.string()), other: deferred(z.string()) }),
});
type Data = { quick: number; slow: Deferred<string>; other: Deferred<string> };
const frameContract = layout("/", { data: z.object({ news: deferred(z.string()) }) });

/** What the parts wait for, by name, and what may be asked of `load`. */
interface World {
  readonly gates: Record<"slow" | "other" | "news", PromiseWithResolvers<string>>;
  refused: boolean;
  nested: boolean;
  /** Whether `init` throws on the other part. */
  broken: boolean;
  /** How long the other part may take. */
  patience: number;
}

const part = (name: string, value: Deferred<string>) => (
  <p id={name}>{value.state === "ready" ? value.value : value.state === "failed" ? value.traceId : "…"}</p>
);

function appOf(world: World): AppTable {
  const load: Load<typeof contract> = async ({ db, deferred }) => {
    if (world.refused) denied();
    const data = {
      quick: await db.first(count, []) ?? 0,
      // Its own snapshot: what is written meanwhile counts.
      slow: deferred(async (own) => `${await world.gates.slow.promise} ${await own.first(count, [])}`),
      other: deferred(() => world.gates.other.promise, { timeout: world.patience }),
    };
    return (world.nested ? { ...data, slow: { deep: data.slow } } : data) as typeof data;
  };
  const report = {
    contract,
    init({ data }: Start<typeof contract>): [Data, never[]] {
      if (world.broken && data.other.state === "ready") throw new Error("The secret of the house");
      return [data, []];
    },
    update: (_model: Data, data: Data) => [data, []] as [Data, never[]],
    reloaded: ({ data }: Start<typeof contract>) => data,
    view: (data: Data) => (
      <main>
        <b>{data.quick}</b>
        {part("slow", data.slow)}
        {part("other", data.other)}
      </main>
    ),
    load,
  };
  const frame = {
    contract: frameContract,
    load: (({ deferred }) => ({ news: deferred(() => world.gates.news.promise) })) as Load<typeof frameContract>,
    view: (data: { news: Deferred<string> }, _send: unknown, children: View) => (
      <div>{part("news", data.news)}{children}</div>
    ),
  };
  const slowCodec = tagged("state", {
    pending: object({}),
    ready: object({ value: json }),
    failed: object({ traceId: json }),
  });
  const wire = { data: object({ quick: json, slow: slowCodec, other: slowCodec }), actions: {} };
  const entry = (id: string, path: string, layouts: string[], mode: "client" | "static") => ({
    id,
    file: `app/pages/${id}.tsx`,
    path,
    mode,
    module: report,
    layouts,
    wire,
  });
  return {
    schemaHash: "",
    pages: [
      entry("report", "/report", [], "client"),
      entry("still", "/still", [], "static"),
      entry("framed", "/framed", ["layout"], "client"),
    ],
    layouts: [{
      id: "layout",
      file: "app/pages/layout.tsx",
      path: "/",
      mode: "client",
      module: frame,
      wire: { data: object({ news: slowCodec }), actions: {} },
    }],
    notFound: [],
    error: [],
    endpoints: [],
    topics: [],
  };
}

interface Started extends RallyServer {
  readonly db: Database;
  readonly log: string[];
  readonly world: World;
  addNote(): void;
  end(): void;
}

function start(modes: Record<string, "live"> = {}, more: { readonly dev?: boolean } = {}): Started {
  const directory = Deno.makeTempDirSync();
  const db = openDatabase(`${directory}/app.db`);
  migrate(db.writer, [{ name: "001_notes.sql", text: "CREATE TABLE notes (id INTEGER PRIMARY KEY) STRICT;" }]);
  const gate = () => Promise.withResolvers<string>();
  const world: World = {
    gates: { slow: gate(), other: gate(), news: gate() },
    refused: false,
    nested: false,
    broken: false,
    patience: 60_000,
  };
  for (const { promise } of Object.values(world.gates)) promise.catch(() => {});
  const asset = (name: string) => ({ file: `/_rally/assets/${name}.js`, imports: [] });
  const log: string[] = [];
  const server = createServer({
    table: appOf(world),
    db,
    hub: createHub(createLocalBus()),
    manifest: {
      build: "b1",
      boot: asset("boot"),
      live: asset("live"),
      pages: { report: asset("report") },
      ...(more.dev ? { dev: asset("dev") } : {}),
    },
    modes,
    assets: directory,
    log: (line) => void log.push(line),
  });
  return {
    ...server,
    db,
    log,
    world,
    addNote: () => void db.writer.exec("INSERT INTO notes DEFAULT VALUES"),
    end() {
      db.close();
      Deno.removeSync(directory, { recursive: true });
    },
  };
}

/** The chunks of a response, one at a time. */
function chunksOf(response: Response) {
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  return async () => (await reader.read()).value;
}

/** The frame that a chunk of a document gives to `boot.ts`. */
function frameIn(chunk: string | undefined) {
  // No module: those that are `async` have no order.
  const [, frame] = chunk?.match(/^<script nonce="[^"]+">\(self\.rallyLater\?\?=\[\]\)\.push\((.*)\)<\/script>$/) ?? [];
  return JSON.parse(frame ?? "null");
}

function connect(server: RallyServer) {
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
  return {
    frames,
    send: (frame: unknown) => connection.receiveText(JSON.stringify(frame)),
    async next(kind: string, at = 0): Promise<unknown[]> {
      for (;;) {
        const found = frames.filter((frame) => kindOf(frame) === kind)[at];
        if (found) return found;
        await arrived.promise;
      }
    },
  };
}

// Packed: [quick, slow, other]; a part is [0, []], [1, [value]] or [2, [traceId]].
const pending = [0, []];
const ready = (value: string) => [1, [value]];

Deno.test("a document comes with its slow parts pending, and each follows when it is there", async () => {
  const server = start();
  const response = await server.app.request("/report?a=1");
  const next = chunksOf(response);
  const html = await next() ?? "";
  match(html, /<p id="slow">…<\/p><p id="other">…<\/p>/);
  match(html, /<noscript><meta http-equiv="refresh" content="0; url=\/report\?a=1&amp;_wait=1"><\/noscript>/);
  match(html, /<script type="module" nonce="[^"]+" async>import "\/_rally\/assets\/boot.js";<\/script>$/);
  const nonce = html.match(/nonce="([^"]+)"/)?.[1] ?? "none";
  ok(response.headers.get("content-security-policy")?.includes(`'nonce-${nonce}'`));

  // The second part is quicker, and the page has changed meanwhile: both are in the data.
  server.addNote();
  server.world.gates.other.resolve("</script><b>other");
  const first = await next();
  ok(first?.includes(`nonce="${nonce}"`) && !first.includes("</script><b>"));
  const [kind, id, regions, snapshot] = frameIn(first);
  deepStrictEqual([kind, id, regions, snapshot.data], [
    "later",
    0,
    ["page"],
    [1, pending, ready("</script><b>other")],
  ]);
  server.world.gates.slow.resolve("slow");
  deepStrictEqual(frameIn(await next())[3].data, [1, ready("slow 1"), ready("</script><b>other")]);
  strictEqual(await next(), "</body></html>");
  strictEqual(await next(), undefined);
  server.end();
});

Deno.test("in development the script that wraps the others runs before them in a document that is not whole, too", async () => {
  const server = start({}, { dev: true });
  const html = await chunksOf(await server.app.request("/report"))() ?? "";
  match(html, /<script type="module" src="\/_rally\/assets\/dev.js" [^>]+ async>/);
  match(html, /async>import "\/_rally\/assets\/dev.js";import "\/_rally\/assets\/boot.js";<\/script>$/);
  server.end();
});

Deno.test("parts that have come together are one frame, and each is read once", async () => {
  const server = start();
  const next = chunksOf(await server.app.request("/report"));
  await next();
  server.world.gates.other.resolve("other");
  server.world.gates.slow.resolve("slow");
  const frames = [];
  for (let chunk = await next(); chunk !== "</body></html>"; chunk = await next()) frames.push(frameIn(chunk));
  deepStrictEqual(frames.at(-1)[3].data, [0, ready("slow 0"), ready("other")]);
  ok(frames.length <= 2);
  server.end();
});

Deno.test("the document for browsers without scripts waits until it is whole", async () => {
  const server = start();
  const response = server.app.request("/report?a=1&_wait=1");
  server.world.gates.slow.resolve("slow");
  server.world.gates.other.resolve("other");
  const html = await (await response).text();
  match(html, /<p id="slow">slow 0<\/p><p id="other">other<\/p>/);
  ok(!html.includes("<noscript>") && !html.includes("async") && html.endsWith("</body></html>"));
  match(html, /"href":"\/report\?a=1"/, "the flag is not part of the page's address");
  server.end();
});

Deno.test("a static page has no loop to be told: it waits", async () => {
  const server = start();
  server.world.gates.slow.resolve("slow");
  server.world.gates.other.resolve("other");
  const html = await (await server.app.request("/still")).text();
  match(html, /<p id="slow">slow 0<\/p>/);
  ok(!html.includes("<script"));
  server.end();
});

Deno.test("a part that fails or takes too long is told with a trace id; the log has the rest", async () => {
  const server = start();
  server.world.patience = 1;
  const next = chunksOf(await server.app.request("/report"));
  await next();
  strictEqual(frameIn(await next())[3].data[2][0], 2);
  match(server.log[0] ?? "", /a deferred part of \/report: Error: Got nothing within 1 ms/);
  server.world.gates.slow.reject(new Error("The secret of the house"));
  const [, , , failed] = frameIn(await next());
  const [state, [traceId]] = failed.data[1];
  strictEqual(state, 2);
  ok(!JSON.stringify(failed).includes("secret"));
  match(server.log[1] ?? "", new RegExp(`^\\[${traceId}\\] a deferred part of /report: Error: The secret`));
  strictEqual(await next(), "</body></html>");
  server.end();
});

for (const way of ["document", "navigation"]) {
  Deno.test(`a page that fails on a part after a ${way} becomes the error page, and the log has the reason`, async () => {
    const server = start();
    server.world.broken = true;
    const frames = way === "document" ? await openDocument(server) : await openTab(server);
    server.world.gates.other.resolve("other");
    const [, , , snapshot] = await frames();
    strictEqual(snapshot.page, "error");
    const [, traceId] = snapshot.html.match(/Trace id: (\S+)<\/p>/) ?? [];
    match(server.log.join(), new RegExp(`^\\[${traceId}\\] page /report: Error: The secret of the house`));
    ok(!JSON.stringify(snapshot).includes("secret"));
    if (way === "document") deepStrictEqual(await frames(), null, "the document has its end");
    server.end();
  });
}

// deno-lint-ignore no-explicit-any -- what is in a frame is looked at by the test
type Frames = () => Promise<any>;

async function openDocument(server: RallyServer): Promise<Frames> {
  const next = chunksOf(await server.app.request("/report"));
  await next();
  return async () => frameIn(await next());
}

async function openTab(server: RallyServer): Promise<Frames> {
  const tab = connect(server);
  tab.send(["go", 1, "/report"]);
  await tab.next("ok");
  return () => tab.next("later");
}

Deno.test("a part of a layout follows for its loop alone", async () => {
  const server = start();
  for (const [name, { resolve }] of Object.entries(server.world.gates)) if (name !== "slow") resolve(name);
  const next = chunksOf(await server.app.request("/framed"));
  await next();
  const [, , regions, snapshot] = frameIn(await next());
  deepStrictEqual(regions, ["layout", "page"]);
  deepStrictEqual(snapshot.layouts[0].data, [ready("news")]);
  server.world.gates.slow.resolve("slow");
  deepStrictEqual(frameIn(await next())[3].data, [0, ready("slow 0"), ready("other")]);
  strictEqual(await next(), "</body></html>");
  server.end();
});

Deno.test("the answer to a navigation comes first, and its parts follow until the next navigation", async () => {
  const server = start();
  const tab = connect(server);
  tab.send(["go", 1, "/report"]);
  const [, , answer] = await tab.next("ok") as [string, number, { data: unknown }];
  deepStrictEqual(answer.data, [0, pending, pending]);
  server.world.gates.other.resolve("other");
  const [, id, regions, later] = await tab.next("later") as [string, number, string[], { data: unknown }];
  deepStrictEqual([id, regions, later.data], [1, ["page"], [0, pending, ready("other")]]);

  tab.send(["go", 2, "/report"]);
  await tab.next("ok", 1);
  server.world.gates.slow.resolve("slow");
  await tab.next("later", 1);
  const ids = tab.frames.filter(([kind]) => kind === "later").map(([, id]) => id);
  deepStrictEqual(ids.slice(1).every((id) => id === 2), true);
  server.end();
});

Deno.test("a navigation over HTTP has one answer, which waits", async () => {
  const server = start();
  server.world.gates.slow.resolve("slow");
  server.world.gates.other.resolve("other");
  const body = JSON.stringify(["go", 1, "/report"]);
  const response = await server.app.request("/_rally/frame", { method: "POST", body });
  deepStrictEqual((await response.json())[2].data, [0, ready("slow 0"), ready("other")]);
  server.end();
});

Deno.test("when the page may not be seen any more, its loop is told to ask again", async () => {
  const server = start();
  const tab = connect(server);
  tab.send(["go", 1, "/report"]);
  await tab.next("ok");
  server.world.refused = true;
  server.world.gates.other.resolve("other");
  deepStrictEqual(await tab.next("later"), ["later", 1, ["page"], null]);
  server.end();
});

Deno.test("a live page gets its parts on the server, and patches go down", async () => {
  const server = start({ "/report": "live" });
  const next = chunksOf(await server.app.request("/report"));
  const html = await next() ?? "";
  match(html, /<noscript><meta http-equiv="refresh" content="0; url=\/report\?_wait=1">/);
  strictEqual(await next(), "</body></html>", "its loop is on the server: nothing follows in the document");
  const token = html.match(/"token":"([^"]+)"/)?.[1];
  const tab = connect(server);
  tab.send(["join", 1, "/report", token]);
  await tab.next("ok");
  server.world.gates.slow.resolve("slow");
  match(JSON.stringify(await tab.next("patch")), /slow 0/);
  server.world.gates.other.resolve("other");
  match(JSON.stringify(await tab.next("patch", 1)), /other/);
  server.end();
});

Deno.test("a part that does not stand in the data itself is an error of the page", async () => {
  const server = start();
  server.world.nested = true;
  strictEqual((await server.app.request("/report")).status, 500);
  match(server.log[0] ?? "", /Cannot defer a part of the data in "app\/pages\/report.tsx": got it inside of another/);
  server.end();
});
