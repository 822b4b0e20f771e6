import { deepStrictEqual, match, ok, strictEqual } from "node:assert";
import {
  action,
  type HandlerContext,
  type Handlers,
  layout,
  type LoadContext,
  page,
  topic,
  type View,
} from "@rally/rally";
import type { AppTable } from "@rally/rally/server";
import { json, object } from "@rally/rally/wire";
import { z } from "zod";
import { emptyTable, frame, startTable, staticPart } from "./table_app.tsx";

const innerContract = layout("/inner", { actions: { poke: action(z.object({})) } });
const handlers: Handlers<typeof innerContract> = { poke: () => undefined };

// An outer layout for people who are signed in, an inner one with an action, a page in both.
const members: AppTable = {
  ...emptyTable,
  pages: [{
    ...staticPart,
    id: "index",
    file: "index.tsx",
    path: "/",
    module: { view: () => "Page" },
    layouts: ["outer", "inner"],
  }],
  layouts: [
    {
      ...staticPart,
      id: "outer",
      file: "layout.tsx",
      path: "/",
      module: {
        view: frame("What only members see"),
        authorize: ({ session }: { session: { userId: string | null } }) => session.userId !== null,
      },
    },
    {
      ...staticPart,
      id: "inner",
      file: "inner/layout.tsx",
      path: "/inner",
      module: { contract: innerContract, view: frame("Inner"), handlers },
      wire: { actions: { poke: { input: object({}) } } },
    },
  ],
  notFound: [{
    ...staticPart,
    id: "not_found",
    file: "not_found.tsx",
    path: "/not_found",
    module: { view: () => "Lost" },
    layouts: ["outer"],
  }],
};

Deno.test("an inner layout's action asks the layouts around it", async () => {
  const server = startTable(members);
  const answer = await server.ask(["call", 1, "layout:/inner", "/", "poke", [], "key"]);
  strictEqual((answer[2] as { kind: string }).kind, "denied");
  server.end();
});

Deno.test("a layout that refuses a visitor is not shown around a 404 or a 403 either", async () => {
  const server = startTable(members);
  for (const [path, status] of [["/", 403], ["/nowhere", 403]] as const) {
    const response = await server.app.request(path);
    strictEqual(response.status, status, path);
    ok(!(await response.text()).includes("What only members see"), path);
  }
  server.end();
});

// Four layouts deep, each with functions of its own; what they do is noted.
const notes: string[] = [];
const teamContract = layout("/league/:team", {
  params: { team: z.enum(["TOR", "MTL"]) },
  query: { season: z.int().default(2026) },
  data: z.object({ team: z.string(), season: z.int() }),
  actions: { rename: action(z.object({ name: z.string() }), z.object({ team: z.string() })) },
});
const pageContract = page("/league/:team/games/:id", {
  mode: "client",
  params: { team: z.string(), id: z.int() },
  query: { tab: z.enum(["score", "log"]).default("score") },
  data: z.object({ id: z.int() }),
  actions: { open: action(z.object({})) },
});

// Open to everybody who asks for it by itself.
const leagueTopic = topic("league", { event: z.object({ name: z.string() }) });

const deep: AppTable = {
  ...emptyTable,
  topics: [{ topic: leagueTopic, codec: object({ name: json }) }],
  pages: [{
    ...staticPart,
    id: "game",
    mode: "client",
    file: "app/pages/league/[team]/(tabs)/games/[id].tsx",
    path: "/league/:team/games/:id",
    layouts: ["layout", "league_layout", "team_layout", "tabs_layout"],
    module: {
      contract: pageContract,
      init: ({ data }: { data: { id: number } }) => [data, []],
      update: (model: unknown) => [model, []],
      load: ({ params }: LoadContext<typeof pageContract>) => {
        notes.push(`game ${params.team} ${params.id}`);
        return { id: params.id };
      },
      handlers: {
        open: ({ publish }: HandlerContext) => {
          publish(leagueTopic(), { name: "opened" });
          notes.push("opened");
        },
      },
      view: ({ id }: { id: number }) => `Game ${id}`,
      head: () => ({ title: "Game" }),
    },
    wire: {
      params: object({ team: json, id: json }),
      query: object({ tab: json }),
      data: object({ id: json }),
      actions: { open: { input: object({}) } },
    },
  }],
  layouts: [
    {
      ...staticPart,
      id: "layout",
      file: "app/pages/layout.tsx",
      path: "/",
      module: { view: frame("Root"), head: () => ({ title: "Root", meta: [{ name: "a", content: "root" }] }) },
    },
    {
      ...staticPart,
      id: "league_layout",
      file: "app/pages/league/layout.tsx",
      path: "/league",
      module: {
        view: frame("League"),
        authorize: ({ request }: LoadContext) => request.cookie("in") === "yes",
        head: () => ({ meta: [{ name: "a", content: "league" }] }),
      },
    },
    {
      ...staticPart,
      id: "team_layout",
      mode: "client",
      file: "app/pages/league/[team]/layout.tsx",
      path: "/league/:team",
      module: {
        contract: teamContract,
        init: ({ data, params, query }: { data: { team: string }; params: unknown; query: unknown }) => {
          notes.push(`init ${data.team} ${JSON.stringify([params, query])}`);
          return [data, []];
        },
        update: (model: unknown) => [model, []],
        load: ({ params, query }: LoadContext<typeof teamContract>) => {
          notes.push(`team ${JSON.stringify(params)}`);
          return { team: params.team, season: query.season };
        },
        handlers: {
          rename: ({ params }: LoadContext<typeof teamContract>, { name }: { name: string }) => ({
            team: `${params.team} ${name}`,
          }),
        },
        view: ({ team }: { team: string }, _send: unknown, children: View) => <div>{team}({children})</div>,
      },
      wire: {
        params: object({ team: json }),
        query: object({ season: json }),
        data: object({ team: json, season: json }),
        actions: { rename: { input: object({ name: json }), output: object({ team: json }) } },
      },
    },
    {
      ...staticPart,
      id: "tabs_layout",
      file: "app/pages/league/[team]/(tabs)/layout.tsx",
      path: "/league/:team/(tabs)",
      module: { view: frame("Tabs") },
    },
  ],
};

function startDeep() {
  notes.length = 0;
  const server = startTable(deep);
  const signedIn = (path: string, init: RequestInit = {}) =>
    server.app.request(path, { ...init, headers: { cookie: "in=yes" } });
  return {
    ...server,
    signedIn,
    async askSignedIn(asked: readonly unknown[]) {
      const response = await signedIn("/_rally/frame", { method: "POST", body: JSON.stringify(asked) });
      // deno-lint-ignore no-explicit-any -- an answer; the test says what it should be
      return await response.json() as any;
    },
  };
}

Deno.test("every layout on the folder path is around its page, in an outlet of its own", async () => {
  const server = startDeep();
  const html = await (await server.signedIn("/league/TOR/games/3")).text();
  const outlets = [...html.matchAll(/<rally-outlet data-region="(\w+)" data-part="(\w+)"/g)].map(([, region]) =>
    region
  );
  deepStrictEqual(outlets, ["layout", "league_layout", "team_layout", "tabs_layout", "page"]);
  match(html.replace(/<[^>]+>/g, ""), /Root\(League\(TOR\(Tabs\(Game 3\)\)\)\)/);
  match(html, /<title>Game<\/title>.*<meta name="a" content="league">/);
  ok(!html.includes(`content="root"`), "the inner tag of one name counts");
  server.end();
});

Deno.test("a layout reads its own parameters and query, and its actions get them too", async () => {
  const server = startDeep();
  await server.signedIn("/league/TOR/games/3?season=2024");
  deepStrictEqual(notes.slice(0, 3), [
    'team {"team":"TOR"}',
    "game TOR 3",
    'init TOR [{"team":"TOR"},{"season":2024}]',
  ]);
  strictEqual((await server.signedIn("/league/XXX/games/3")).status, 404, "the layout knows no such team");
  strictEqual((await server.signedIn("/league/TOR/games/3?season=x")).status, 400, "the layout's query");
  const answer = await server.askSignedIn(["call", 1, "layout:/league/:team", "/league/TOR/games/3", "rename", [
    "Leafs",
  ], "k"]);
  deepStrictEqual(answer, ["ok", 1, ["TOR Leafs"], []]);
  server.end();
});

Deno.test("a layout's authorize covers the page, the layouts and the actions inside", async () => {
  const server = startDeep();
  strictEqual((await server.app.request("/league/TOR/games/3")).status, 403);
  const [kind, , page] = await server.ask(["go", 1, "/league/TOR/games/3"]);
  deepStrictEqual([kind, (page as { status: number }).status], ["ok", 403]);
  for (
    const [owner, action, input] of [["/league/:team/games/:id", "open", []], ["layout:/league/:team", "rename", ["x"]]]
  ) {
    const refused = await server.ask(["call", 1, owner, "/league/TOR/games/3", action, input, "k"]);
    strictEqual((refused[2] as { kind: string }).kind, "denied");
  }
  deepStrictEqual(notes, []);
  server.end();
});

Deno.test("go answers with everything of all layouts", async () => {
  const server = startDeep();
  const [, , { layouts }] = await server.askSignedIn(["go", 1, "/league/TOR/games/3"]);
  deepStrictEqual(layouts.map(({ state: _, ...rest }: { state: string }) => rest), [
    {
      id: "layout",
      mode: "static",
      params: null,
      query: null,
      data: null,
      own: { title: "Root" },
      html: layoutHtml("Root", "league_layout", "league_layout"),
    },
    {
      id: "league_layout",
      mode: "static",
      params: null,
      query: null,
      data: null,
      html: layoutHtml("League", "team_layout", "team_layout"),
    },
    { id: "team_layout", mode: "client", params: ["TOR"], query: [2026], data: ["TOR", 2026] },
    {
      id: "tabs_layout",
      mode: "static",
      params: null,
      query: null,
      data: null,
      html: layoutHtml("Tabs", "page", "game"),
    },
  ]);
  server.end();

  function layoutHtml(word: string, region: string, part: string): string {
    const outlet = `<rally-outlet data-region="${region}" data-part="${part}" style="display:contents"></rally-outlet>`;
    return `<div>${word}(${outlet})</div>`;
  }
});

Deno.test("go leaves out what the browser shows of a layout already", async () => {
  const server = startDeep();
  const html = await (await server.signedIn("/league/TOR/games/3")).text();
  const state = JSON.parse(html.match(/id="rally-state">(.*?)<\/script>/)?.[1] ?? "{}");
  const shown = Object.fromEntries(
    state.snapshot.layouts.map((one: { id: string; state: string }) => [one.id, one.state]),
  );
  const fieldsOf = async (href: string) => {
    const [, , { layouts }] = await server.askSignedIn(["go", 1, href, null, shown]);
    return layouts.map((one: object) => Object.keys(one).join());
  };
  const same = "id,mode,state";
  deepStrictEqual(await fieldsOf("/league/TOR/games/4"), [same, same, same, same]);
  deepStrictEqual(await fieldsOf("/league/MTL/games/4"), [same, same, `${same},params,query,data`, same]);
  for (const nonsense of [null, 3, "x", ["layout"], { layout: {} }]) {
    const [kind, , { layouts }] = await server.askSignedIn(["go", 1, "/league/TOR/games/4", null, nonsense]);
    deepStrictEqual([kind, layouts.length, layouts[0].html.length > 0], ["ok", 4, true]);
  }
  server.end();
});

Deno.test("a layout's authorize covers the topics of the page and the layouts inside", async () => {
  const server = startDeep();
  const events = (cookie: string, ...frame: unknown[]) => {
    const heard: unknown[] = [];
    const headers = { cookie };
    const connection = server.connect(new Request("http://localhost/_rally/socket", { headers }), {
      send: (text) => void heard.push(...[JSON.parse(text)].filter(([kind]) => kind === "event" || kind === "pong")),
      close() {},
    });
    connection.receiveText(JSON.stringify(["topics", ...frame]));
    return async () => {
      await connection.finish();
      return heard.length;
    };
  };
  const [, , { since }] = await server.askSignedIn(["go", 1, "/league/TOR/games/3"]);
  const topics = [["league", since]];
  const href = "/league/TOR/games/3";
  const heard = [
    events("in=yes", "page", topics, href),
    events("in=yes", "team_layout", topics, href),
    events("in=no", "page", topics, href),
    events("in=no", "team_layout", topics, href),
    events("in=no", "layout", topics, href),
    events("in=yes", "team_layout", topics, "/nowhere"),
    events("in=yes", "page", topics, "/league/TOR/games/x"),
  ];
  await server.askSignedIn(["call", 1, "/league/:team/games/:id", href, "open", [], "k"]);
  // The root layout stands outside of what is refused; at an address without a page nothing is there to refuse.
  deepStrictEqual(await Promise.all(heard.map((count) => count())), [1, 1, 0, 0, 1, 1, 0]);
  deepStrictEqual(server.log, []);
  server.end();
});
