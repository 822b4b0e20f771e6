/** The loops of one tab that run on the server, that of its page and those of its layouts, frame by frame. */
import { deepStrictEqual, match, ok, strictEqual } from "node:assert";
import { type Deferred, deferred, layout, type LoadContext, type View } from "@rally/rally";
import type { AppTable, ServerOptions } from "@rally/rally/server";
import { json, object, tagged } from "@rally/rally/wire";
import { z } from "zod";
import { createLocalBus } from "../../runtime/topics/bus.ts";
import { createHub } from "../../runtime/topics/hub.ts";
import { isPatchFrame, readPatch } from "../../runtime/wire/patch_frame.ts";
import { regionOf } from "../../runtime/wire/region.ts";
import type { LayoutSnapshot, LiveSnapshot, Snapshot } from "../../runtime/wire/snapshot.ts";
import { forgetNames, layoutsTable, loads } from "../testing/layouts_app.tsx";
import { emptyTable, startTable, staticPart } from "./table_app.tsx";

const inner = "teams_layout";
const click = { type: "click", value: "", checked: false, key: "", form: [] };

/** An app whose layouts and pages are all live, and tabs whose every step ends when it is at rest. */
function start(options: Partial<ServerOptions> = {}) {
  forgetNames();
  const running: Promise<unknown>[] = [];
  const bus = createLocalBus();
  const app = startTable(layoutsTable({ outer: "live", inner: "live", page: "live" }), {
    watch: (_what, work) => void running.push(work),
    hub: createHub(bus),
    ...options,
  });
  async function settled(): Promise<void> {
    while (running.length > 0) await Promise.allSettled(running.splice(0));
  }

  function open(cookie = "") {
    const frames: unknown[][] = [];
    let id = 0;
    const connection = app.connect(new Request("http://localhost/_rally/socket", { headers: { cookie } }), {
      send: (text) => void frames.push(JSON.parse(text)),
      close: () => {},
    });
    async function ask(...frame: unknown[]): Promise<unknown[]> {
      const asked = ++id;
      connection.receiveText(JSON.stringify([frame[0], asked, ...frame.slice(1)]));
      await settled();
      return frames.find(([kind, answered]) => typeof kind === "string" && answered === asked) ?? [];
    }
    return {
      frames,
      ask,
      connection,
      go: async (href: string, states?: unknown) => (await ask("go", href, null, states))[2] as Snapshot,
      join: (region: string, href: string, token = "", mark: string | null = null) =>
        ask("join", href, token, mark, ...(region === "page" ? [] : [region])),
      /** Clicks, and gives the texts that the patches of this loop have set. */
      async act(region: string, version: number, slot: number, event: object = click) {
        const before = frames.length;
        await ask("act", version, slot, event, ...(region === "page" ? [] : [region]));
        return textsOf(frames.slice(before), region);
      },
      texts: (region: string) => textsOf(frames, region),
    };
  }
  async function publish(key: string): Promise<void> {
    bus.publish({ keys: [key], event: [], origin: undefined });
    await settled();
  }
  return { app, settled, open, publish, end: app.end };
}

function textsOf(frames: readonly unknown[][], region: string): unknown[] {
  return frames.filter((frame) => isPatchFrame(frame as never) && regionOf(frame as never) === region)
    .flatMap((frame) => readPatch(frame as never).patch.filter((value) => typeof value === "string"));
}

/** What the document says of its live parts. */
async function documentOf({ app }: ReturnType<typeof start>, path: string, cookie = "") {
  const response = await app.app.request(path, { headers: { cookie } });
  const html = await response.text();
  const [, state = "{}"] = html.match(/<script type="application\/json"[^>]*>(.*?)<\/script>/) ?? [];
  const { snapshot }: { snapshot: Snapshot } = JSON.parse(state);
  const live = new Map([
    ...snapshot.layouts.map(({ id, live }) => [id, live] as const),
    ["page", snapshot.live] as const,
  ]);
  return { snapshot, html, headers: response.headers, token: (region: string) => live.get(region)?.token ?? "" };
}

/** The slot of a handler in a page or layout that was joined from nothing. */
function slotOf(answer: unknown[], event: string, nth = 0): number {
  const { live } = answer[2] as LayoutSnapshot & { live: LiveSnapshot };
  const templates = new Map((live.templates as [number, string, unknown[]][]).map(([id, , kinds]) => [id, kinds]));
  const slots: number[] = [];
  const look = (child: unknown): void => {
    if (!Array.isArray(child)) return;
    if (typeof child[0] !== "number") return child.forEach(look);
    const [template, number, ...values] = child as [number, number, ...unknown[]];
    templates.get(template)?.forEach((kind, at) => {
      if (kind === `@${event}`) slots.push(number + at);
      look(values[at]);
    });
  };
  look((live.shape as unknown[])[1]);
  return slots[nth] ?? -1;
}

Deno.test("each live part of a document waits under its own token, and all of them are one load", async () => {
  const world = start();
  const { token, headers, html } = await documentOf(world, "/teams/tor");
  strictEqual(headers.get("cache-control"), "no-store");
  strictEqual(html.match(/<rally-outlet /g)?.length, 3);
  const tab = world.open();
  for (const region of ["layout", inner, "page"]) {
    deepStrictEqual((await tab.join(region, "/teams/tor", token(region))).slice(2), [null, []], region);
  }
  deepStrictEqual(loads, { outer: 1, inner: 1, page: 1 });
  world.end();
});

Deno.test("a token is of one loop and one visitor: another one is built anew", async () => {
  const world = start();
  const { token } = await documentOf(world, "/teams/tor");
  const tab = world.open();
  ok((await tab.join("layout", "/teams/tor", token(inner)))[2], "the token of another part");
  const stranger = world.open("rally_session=somebody");
  ok((await stranger.join("layout", "/teams/tor", token("layout")))[2], "the token of another visitor");
  world.end();
});

Deno.test("a layout that is shown is told by a navigation, is not drawn again, and loads nothing for itself", async () => {
  const world = start();
  const tab = world.open();
  const first = await tab.go("/teams/tor");
  const layouts = (snapshot: Snapshot) => new Map(snapshot.layouts.map((layout) => [layout.id, layout]));
  const drawn = layouts(first).get(inner)?.live as LiveSnapshot;
  match(JSON.stringify(drawn.shape), /"TOR".*"html":"<rally-outlet style=/);
  strictEqual(layouts(first).get(inner)?.html, undefined, "it is built from its templates");
  await tab.join(inner, "/teams/tor", layouts(first).get(inner)?.live?.token);
  const states = Object.fromEntries(first.layouts.map(({ id, state }) => [id, state]));
  const next = layouts(await tab.go("/teams/mtl", states));
  deepStrictEqual(Object.keys(next.get(inner)?.live ?? {}), ["token"]);
  deepStrictEqual(Object.keys(next.get("layout") ?? {}), ["id", "mode", "state", "live"]);
  deepStrictEqual(await tab.join(inner, "/teams/mtl", next.get(inner)?.live?.token, "stays"), ["ok", 4, null, []]);
  deepStrictEqual(tab.texts(inner), ["MTL"]);
  deepStrictEqual(loads, { outer: 2, inner: 2, page: 2 });
  // Without a token it is loaded once more.
  deepStrictEqual(await tab.join(inner, "/teams/tor", "", "stays"), ["ok", 5, null, []]);
  deepStrictEqual(tab.texts(inner), ["MTL", "TOR"]);
  strictEqual(loads.inner, 3);
  world.end();
});

Deno.test("the parts of a tab that begin anew together are one load", async () => {
  const world = start();
  const tab = world.open();
  for (const [at, region] of ["layout", inner, undefined].entries()) {
    tab.connection.receiveText(JSON.stringify(["join", at, "/teams/tor", "", null, region]));
  }
  await world.settled();
  deepStrictEqual(tab.frames.filter(([kind]) => kind === "ok").length, 3);
  deepStrictEqual(loads, { outer: 1, inner: 1, page: 1 });
  await tab.join("page", "/teams/tor");
  strictEqual(loads.page, 2, "what comes later is another one");
  world.end();
});

Deno.test("what a layout has heard while the next page was loaded it does not hear again", async () => {
  const world = start();
  const tab = world.open();
  await tab.join("layout", "/teams/tor");
  const next = await tab.go("/teams/mtl", { layout: "" });
  await world.publish("click");
  deepStrictEqual(tab.texts("layout"), ["1", "1"]);
  const { live } = next.layouts.find(({ id }) => id === "layout")!;
  await tab.join("layout", "/teams/mtl", live?.token, "stays");
  await world.settled();
  deepStrictEqual(tab.texts("layout"), ["1", "1"]);
  await world.publish("click");
  deepStrictEqual(tab.texts("layout"), ["1", "1", "2", "2"]);
  world.end();
});

Deno.test("a slow part of a layout comes when another page is shown in it by then", async () => {
  const held = Promise.withResolvers<string>();
  const running = new Set<Promise<unknown>>();
  const part = { ...staticPart, module: { view: () => "Page" }, layouts: ["layout"] };
  const around: AppTable["layouts"][number] = {
    id: "layout",
    file: "app/pages/layout.tsx",
    path: "/",
    mode: "live",
    module: {
      contract: layout("/", { data: z.object({ part: deferred(z.string()) }) }),
      init: ({ data }: { data: unknown }) => [data, []],
      update: (model: unknown) => [model, []],
      view: ({ part }: { part: Deferred<string> }, _send: unknown, children: View) => (
        <div>
          {part.state === "ready" ? part.value : part.state}
          {children}
        </div>
      ),
      load: ({ deferred }: LoadContext) => ({ part: deferred(() => held.promise) }),
    },
    wire: {
      data: object({ part: tagged("state", { pending: object({}), ready: object({ value: json }) }) }),
      actions: {},
    },
  };
  const pages = ["one", "two"].map((id) => ({ ...part, id, file: `app/pages/${id}.tsx`, path: `/${id}` }));
  const app = startTable({ ...emptyTable, pages, layouts: [around] }, {
    watch: (_what, work) => void running.add(work).size,
  });
  const frames: unknown[][] = [];
  const arrived = Promise.withResolvers<void>();
  const connection = app.connect(new Request("http://localhost/_rally/socket"), {
    send(text) {
      frames.push(JSON.parse(text));
      if (text.includes("here at last")) arrived.resolve();
    },
    close: () => {},
  });
  const say = (...frame: unknown[]) => connection.receiveText(JSON.stringify(frame));
  say("join", 1, "/one", "", null, "layout");
  say("join", 2, "/two", "", "stays", "layout");
  while (frames.length < 3) await new Promise((resolve) => setImmediate(resolve));
  held.resolve("here at last");
  await arrived.promise;
  await Promise.allSettled(running);
  ok(!JSON.stringify(frames).includes("navigate"));
  app.end();
});

Deno.test("a layout does not stay where it does not stand, nor where its visitor may not go", async () => {
  const world = start();
  const tab = world.open();
  await tab.join(inner, "/teams/tor");
  deepStrictEqual(await tab.join(inner, "/", "", "stays"), ["to", 2, "/"]);
  await tab.join(inner, "/teams/tor");
  // It refuses itself: the page that says so stands outside of it.
  deepStrictEqual(await tab.join(inner, "/teams/secret", "", "stays"), ["to", 4, "/teams/secret"]);
  world.end();
});

Deno.test("what a layout is asked for is asked of its authorize, at the address where it stands", async () => {
  const world = start();
  const tab = world.open();
  const joined = await tab.join(inner, "/teams/tor");
  const submit = { ...click, type: "submit", form: [["name", "Leafs"]] };
  const texts = await tab.act(inner, 1, slotOf(joined, "submit"), submit);
  deepStrictEqual(texts, ["renamed"]);
  const call = (href: string) => tab.ask("call", "layout:/teams/:team", href, "rename", ["Habs"], crypto.randomUUID());
  strictEqual(((await call("/teams/secret"))[2] as { kind: string }).kind, "denied");
  world.end();
});

Deno.test("a throw in a layout ends that layout alone", async () => {
  const world = start();
  const tab = world.open();
  const outer = await tab.join("layout", "/teams/tor");
  const joined = await tab.join(inner, "/teams/tor");
  const page = await tab.join("page", "/teams/tor");
  const other = world.open();
  const theirs = await other.join(inner, "/teams/tor");
  await tab.act(inner, 1, slotOf(joined, "click", 2));
  const [, traceId, html, region] = tab.frames.find(([kind]) => kind === "ended") ?? [];
  deepStrictEqual([html, region], ['<p role="alert">The inner layout has failed</p>', inner]);
  match(
    world.app.log.join(),
    new RegExp(`\\[${traceId}\\] live layout of /teams/tor: Error: A mistake in the inner layout`),
  );
  deepStrictEqual(await tab.act("layout", 1, slotOf(outer, "click")), ["1", "1"]);
  deepStrictEqual(await tab.act("page", 1, slotOf(page, "click")), ["1"]);
  deepStrictEqual(await other.act(inner, 1, slotOf(theirs, "click")), ["1"]);
  strictEqual((await tab.join(inner, "/teams/tor"))[0], "ok", "it begins anew");
  world.end();
});

Deno.test("a loop that is slow to join keeps the others of its tab from nothing", async () => {
  const world = start();
  const tab = world.open();
  const outer = await tab.join("layout", "/teams/tor");
  const held = Promise.withResolvers<void>();
  const read = world.app.db.read.bind(world.app.db);
  Object.assign(world.app.db, { read: async (work: never) => (await held.promise, await read(work)) });
  tab.connection.receiveText(JSON.stringify(["join", 90, "/teams/tor", "", null, inner]));
  tab.connection.receiveText(JSON.stringify(["act", 91, 1, slotOf(outer, "click"), click, "layout"]));
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
  deepStrictEqual(tab.texts("layout"), ["1", "1"]);
  ok(!tab.frames.some(([, id]) => id === 90));
  held.resolve();
  await world.settled();
  ok(tab.frames.some(([, id]) => id === 90));
  world.end();
});

Deno.test("each live part of a tab counts, and one that is left or gone makes room", async () => {
  const world = start({ limits: { livePages: { session: 2 } } });
  const cookie = "rally_session=ada";
  const kinds = async (tab: ReturnType<typeof world.open>, regions: string[]) => {
    const answers = [];
    for (const region of regions) answers.push((await tab.join(region, "/teams/tor"))[0]);
    return answers;
  };
  const tab = world.open(cookie);
  deepStrictEqual(await kinds(tab, ["layout", inner, "page"]), ["ok", "ok", "no"]);
  tab.connection.receiveText(JSON.stringify(["leave", inner]));
  await world.settled();
  deepStrictEqual(await kinds(tab, ["page", inner]), ["ok", "no"]);
  // What goes on is no more.
  strictEqual((await tab.join("layout", "/teams/mtl", "", "stays"))[0], "ok");
  tab.connection.closed();
  deepStrictEqual(await kinds(world.open(cookie), ["layout", inner, "page"]), ["ok", "ok", "no"]);
  world.end();
});

Deno.test("over the limit a layout works by its forms and links, and the page in it runs", async () => {
  const world = start({ limits: { livePages: { session: 1 } } });
  const { snapshot, html, token } = await documentOf(world, "/teams/tor", "rally_session=ada");
  deepStrictEqual(["layout", inner, "page"].map((region) => token(region) !== ""), [false, false, true]);
  strictEqual(snapshot.layouts.length, 2);
  match(html, /action="[^"]*rename/);
  world.end();
});

Deno.test("a layout hears its topics in its own turn, and not what it has caused", async () => {
  const world = start();
  const [tab, other] = [world.open(), world.open()];
  const joined = await tab.join(inner, "/teams/tor");
  await other.join(inner, "/teams/tor");
  await other.join("page", "/teams/tor");
  await tab.act(inner, 1, slotOf(joined, "submit"), { ...click, type: "submit", form: [["name", "Leafs"]] });
  deepStrictEqual(tab.texts(inner), ["renamed"]);
  deepStrictEqual(other.texts(inner), ["Leafs"]);
  deepStrictEqual(other.texts("page"), []);
  ok(!other.frames.some(([kind]) => kind === "event"), "its loop is here");
  // A document that was left hears nothing more.
  other.connection.receiveText(JSON.stringify(["leave", inner]));
  await world.settled();
  await tab.act(inner, 2, slotOf(joined, "submit"), { ...click, type: "submit", form: [["name", "Buds"]] });
  deepStrictEqual(other.texts(inner), ["Leafs"]);
  world.end();
});

Deno.test("a refused form of a layout is told to the loop that its document waits for", async () => {
  const world = start();
  const response = await world.app.app.request(
    `/teams/tor?_action=${encodeURIComponent("layout:/teams/:team#rename")}`,
    {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin" },
      body: new URLSearchParams({ name: "x" }),
    },
  );
  strictEqual(response.status, 422);
  const html = await response.text();
  match(html, /TOR<!----> invalid/);
  const [, state = "{}"] = html.match(/<script type="application\/json"[^>]*>(.*?)<\/script>/) ?? [];
  const { snapshot }: { snapshot: Snapshot } = JSON.parse(state);
  const tab = world.open();
  const token = snapshot.layouts.find(({ id }) => id === inner)?.live?.token;
  deepStrictEqual((await tab.join(inner, "/teams/tor", token))[2], null);
  const drawn = tab.connection.drawn?.(inner, {});
  match(drawn ?? "", /<p role="status">TOR invalid<\/p>/);
  world.end();
});
