import { deepStrictEqual, match, ok, strictEqual } from "node:assert";
import { type ErrorInfo, layout, type LoadContext, page } from "@rally/rally";
import { type AppTable, type LayoutEntry, notFound, type PageEntry, type ServerModule } from "@rally/rally/server";
import { json, link, object } from "@rally/rally/wire";
import fc from "fast-check";
import { z } from "zod";
import { startNotes } from "./notes_app.tsx";
import { emptyTable, frame, startTable, staticPart } from "./table_app.tsx";

const pages = "app/pages";

function pageAt(path: string, file: string, module: Partial<ServerModule>, layouts: string[] = ["layout"]): PageEntry {
  const view = () => `Page ${path}`;
  return { ...staticPart, id: file, file: `${pages}/${file}`, path, module: { view, ...module }, layouts };
}

function layoutAt(id: string, path: string, folder: string, module: Partial<ServerModule> = {}): LayoutEntry {
  return { ...staticPart, id, file: `${pages}/${folder}layout.tsx`, path, module: { view: frame(id), ...module } };
}

function special(name: string, folder: string, path: string, layouts: string[]): PageEntry {
  const view = ({ message }: ErrorInfo) => `${folder}${name}: ${message}`;
  return pageAt(`${path}/${name}`, `${folder}${name}.tsx`, { view }, layouts);
}

function throwing(error: unknown): ServerModule["load"] {
  return () => {
    throw error;
  };
}

const searchContract = page("/search", {
  query: {
    q: z.string().default(""),
    team: z.array(z.enum(["TOR", "MTL"])),
    page: z.int().default(1),
    sort: z.enum(["up", "down"]).catch("up"),
  },
});
const docsContract = page("/docs/:path*", { params: { path: z.array(z.string()) } });
const slugContract = page("/teams/:slug", { params: { slug: z.string() } });
const gameContract = layout("/league/:id", { params: { id: z.int() } });

const table: AppTable = {
  ...emptyTable,
  pages: [
    pageAt("/", "index.tsx", {}),
    pageAt("/search", "search.tsx", {
      contract: searchContract,
      load: ({ query }: LoadContext<typeof searchContract>) => query,
      init: ({ query }: { query: unknown }) => [query, []],
      view: (query: unknown) => JSON.stringify(query),
    }),
    pageAt("/docs", "docs/index.tsx", {}),
    pageAt("/docs/new", "docs/new.tsx", {}),
    pageAt("/docs/:path*", "docs/[...path].tsx", {
      contract: docsContract,
      init: ({ params }: { params: { path: string[] } }) => [params.path, []],
      view: (path: string[]) => path.join("|"),
    }),
    pageAt("/teams/:slug", "teams/[slug].tsx", {
      contract: slugContract,
      init: ({ params }: { params: { slug: string } }) => [params.slug, []],
      view: (slug: string) => `Team ${slug}`,
    }),
    pageAt("/league/:id/gone", "league/[id]/gone.tsx", { load: () => notFound("Gone") }, ["layout", "league"]),
    pageAt("/league/:id/broken", "league/[id]/broken.tsx", { load: throwing(new Error("x")) }, ["layout", "league"]),
    pageAt("/league/:id/view", "league/[id]/view.tsx", {
      view: () => {
        throw new Error("x");
      },
    }, ["layout", "league"]),
    pageAt("/league/:id/deep/gone", "league/[id]/deep/gone.tsx", { load: () => notFound("Gone") }, [
      "layout",
      "league",
    ]),
    pageAt("/desk", "desk/index.tsx", {}, ["layout", "desk"]),
    pageAt("/shop", "(shop)/shop.tsx", { load: () => notFound("Sold out") }, ["layout", "shop"]),
    pageAt("/bad/load", "bad/load.tsx", {}),
  ],
  layouts: [
    layoutAt("layout", "/", ""),
    layoutAt("league", "/league/:id", "league/[id]/", { contract: gameContract }),
    layoutAt("desk", "/desk", "desk/", { load: throwing(new Error("x")) }),
    layoutAt("shop", "/(shop)", "(shop)/"),
  ],
  notFound: [
    special("not_found", "(shop)/", "", ["layout", "shop"]),
    special("not_found", "desk/", "/desk", ["layout", "desk"]),
    special("not_found", "(other)/league/[name]/", "/league/:name", ["layout"]),
    special("not_found", "league/[id]/", "/league/:id", ["layout", "league"]),
    special("not_found", "", "", ["layout"]),
  ],
  error: [
    special("error", "desk/", "/desk", ["layout", "desk"]),
    special("error", "league/[id]/", "/league/:id", ["layout", "league"]),
    special("error", "", "", ["layout"]),
  ],
};

async function withServer(work: (server: ReturnType<typeof startTable>) => Promise<void>): Promise<void> {
  const server = startTable(table);
  try {
    await work(server);
  } finally {
    server.end();
  }
}

const nobody = "There is no page at this address.";

Deno.test("a failure is shown by the nearest page up the folder path, inside the layouts of its own folder", () =>
  withServer(async ({ show }) => {
    strictEqual(await show("/league/3/gone"), "404 layout(league(league/[id]/not_found: Gone))");
    strictEqual(await show("/league/3/deep/gone"), "404 layout(league(league/[id]/not_found: Gone))");
    match(await show("/league/3/broken"), /^500 layout\(league\(league\/\[id\]\/error: /);
    match(await show("/league/3/view"), /^500 layout\(league\(league\/\[id\]\/error: /);
    strictEqual(await show("/shop"), "404 layout(shop((shop)/not_found: Sold out))");
  }));

Deno.test("an address without a page uses the nearest not_found by the beginning of its path", () =>
  withServer(async ({ show }) => {
    strictEqual(await show("/nowhere"), `404 layout(not_found: ${nobody})`);
    strictEqual(await show("/league"), `404 layout(not_found: ${nobody})`);
    strictEqual(await show("/league/3"), `404 layout(league(league/[id]/not_found: ${nobody}))`);
    strictEqual(await show("/league/3/a/b/c"), `404 layout(league(league/[id]/not_found: ${nobody}))`);
    strictEqual(await show("/league/3//"), `404 layout(league(league/[id]/not_found: ${nobody}))`);
    strictEqual(await show("/league/x/a"), `404 layout(not_found: ${nobody})`, "the layout knows no league x");
  }));

Deno.test("a layout that fails is not around the page that tells of it", () =>
  withServer(async ({ show, log }) => {
    match(await show("/desk"), /^500 layout\(error: /);
    log.length = 0;
    strictEqual(await show("/desk/nowhere"), `404 layout(not_found: ${nobody})`);
    strictEqual(log.length, 1, "the failure of the layout is in the log");
  }));

Deno.test("special pages that fail themselves give way to the next ones, and at last to the built-in one", async () => {
  const view = throwing(new Error("x")) as ServerModule["view"];
  const broken = { ...special("error", "", "", ["layout"]), module: { view } };
  const server = startTable({ ...table, error: [broken], notFound: [] });
  strictEqual(await server.show("/nowhere"), `404 404${nobody}`);
  match(await server.show("/league/3/broken"), /^500 500/);
  ok(server.log.some((line) => line.includes("app/pages/error.tsx for /league/3/broken")));
  server.end();
});

Deno.test("a slash at the end leads to the page's one address, with its query and for good", () =>
  withServer(async ({ app, show, ask }) => {
    for (
      const [path, to] of [["/docs/", "/docs"], ["/docs/new/?a=1&b", "/docs/new?a=1&b"], [
        "/teams/a%2Fb/",
        "/teams/a%2Fb",
      ]]
    ) {
      const response = await app.request(path);
      deepStrictEqual([response.status, response.headers.get("location")], [308, to]);
    }
    deepStrictEqual(await ask(["go", 1, "/docs/?a=1"]), ["to", 1, "/docs?a=1"]);
    match(await show("/nowhere/"), /^404/);
    match(await show("/docs//"), /^404/);
    strictEqual((await app.request("//evil.example/")).status, 404);
    match(await show("/"), /^200/);
  }));

Deno.test("letters count: another case is another address", () =>
  withServer(async ({ show }) => {
    match(await show("/docs"), /^200/);
    match(await show("/Docs"), /^404/);
    strictEqual(await show("/teams/TOR"), "200 layout(Team TOR)");
  }));

Deno.test("a path is split, then decoded, then parsed; what is not UTF-8 is a 400", () =>
  withServer(async ({ show, ask }) => {
    strictEqual(await show("/teams/a%2Fb"), "200 layout(Team a/b)");
    strictEqual(await show("/docs/a%2Fb/c"), "200 layout(a/b|c)");
    strictEqual(await show("/te%61ms/montr%C3%A9al"), "200 layout(Team montréal)");
    for (const path of ["/teams/%FF", "/teams/%zz", "/%", "/nowhere/%C3/x"]) {
      strictEqual(await show(path), "400 400This address is not percent-encoded UTF-8.", path);
    }
    const [, , { status }] = await ask(["go", 1, "/teams/%FF"]) as [string, number, { status: number }];
    strictEqual(status, 400);
  }));

Deno.test("static beats dynamic beats catch-all, and a catch-all has one part or more", () =>
  withServer(async ({ show }) => {
    strictEqual(await show("/docs"), "200 layout(Page /docs)");
    strictEqual(await show("/docs/new"), "200 layout(Page /docs/new)");
    strictEqual(await show("/docs/new/x"), "200 layout(new|x)");
  }));

Deno.test("every link that href prints leads to its page with the same values", () =>
  withServer(async ({ app }) => {
    const part = fc.string({ unit: "binary", minLength: 1, maxLength: 8 })
      .map((text) => text.toWellFormed())
      .filter((text) => !/^\.{1,2}$/.test(text));
    const textOf = async (href: string) =>
      (await (await app.request(href)).text()).match(/data-part="docs[^>]*>(.*?)<\/rally/s)?.[1];
    const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
    await fc.assert(
      fc.asyncProperty(fc.array(part, { minLength: 2, maxLength: 4 }), async (path) => {
        const found = await textOf(link("/docs/:path*", { path }));
        strictEqual(found?.replaceAll("&gt;", ">").replaceAll("&quot;", '"'), escaped(path.join("|")));
      }),
      { numRuns: 50 },
    );
  }));

Deno.test("a query is parsed as the contract says: defaults, lists, a fallback by catch, and 400 for the rest", () =>
  withServer(async ({ show }) => {
    const shown = async (query: string) =>
      JSON.parse((await show(`/search${query}`)).match(/layout\((.*)\)$/)![1].replaceAll("&quot;", '"'));
    const defaults = { q: "", team: [], page: 1, sort: "up" };
    deepStrictEqual(await shown(""), defaults);
    deepStrictEqual(await shown("?team=TOR&utm_source=x&team=MTL&q=a+b"), {
      ...defaults,
      team: ["TOR", "MTL"],
      q: "a b",
    });
    deepStrictEqual(await shown("?sort=sideways"), defaults);
    deepStrictEqual(await shown("?sort=up&sort=down"), defaults);
    for (const query of ["?page=x", "?page=01", "?page=1&page=2", "?team=XXX", "?q=a&q=b"]) {
      const name = query.slice(1).split("=")[0];
      match(
        await show(`/search${query}`),
        new RegExp(`^400 layout\\(error: The query of this address cannot be read. ${name}: `),
      );
    }
  }));

Deno.test("a bad query refuses an action too, and is no failure of the server", async () => {
  const server = startNotes();
  const body = JSON.stringify(["call", 1, "/books/:id", "/books/1?sort=x", "add", ["text"], "k"]);
  const [kind, , refusal] = await (await server.app.request("/_rally/frame", { method: "POST", body })).json();
  deepStrictEqual([kind, refusal.kind], ["no", "invalid"]);
  deepStrictEqual([await server.notes(), server.log], [[], []]);
  server.end();
});

Deno.test("a wrong value of load, init or authorize is told to the log, with what it should have been", async () => {
  const withPage = (module: Partial<ServerModule>, data?: { pack(value: unknown): never }) => {
    const entry = {
      ...pageAt("/", "index.tsx", module),
      wire: { actions: {}, ...(data ? { data: { ...data, unpack: () => null } } : {}) },
    };
    return startTable({ ...emptyTable, pages: [{ ...entry, layouts: [] }] });
  };
  const told = async (server: ReturnType<typeof startTable>) => {
    const response = await server.app.request("/");
    server.end();
    ok(!(await response.text()).includes("Got"), "nothing of it is shown");
    strictEqual(response.status, 500);
    return server.log[0]?.replace(/^\[\w+\] page \/: /, "").split("\n    at")[0];
  };
  strictEqual(
    await told(withPage({ authorize: (() => "yes") as never })),
    "TypeError: The value of authorize in app/pages/index.tsx is wrong\nExpected one of:\n  true\n  false\n" +
      "  nothing, by throwing: redirect(\"/…\"), denied(), notFound()\nGot: 'yes'",
  );
  strictEqual(
    await told(withPage({ authorize: (() => undefined) as never })),
    "TypeError: The value of authorize in app/pages/index.tsx is wrong\nExpected one of:\n  true\n  false\n" +
      '  nothing, by throwing: redirect("/…"), denied(), notFound()\nGot: undefined',
  );
  strictEqual(
    await told(withPage({ init: (() => ({ count: 1 })) as never })),
    "TypeError: The value of init in app/pages/index.tsx is wrong\nExpected one of:\n  [model, none]\n" +
      "  [model, [effect, …]]\nGot: { count: 1 }",
  );
  const wrong = "TypeError: The value of load in app/pages/index.tsx is wrong";
  const expected = 'Expected one of:\n  what "data" of the contract declares\n' +
    '  nothing, by throwing: redirect("/…"), notFound(), denied()\n';
  const pack = () => {
    throw new TypeError("games is missing");
  };
  strictEqual(await told(withPage({ load: () => undefined }, { pack })), `${wrong}\n${expected}Got: undefined`);
  strictEqual(await told(withPage({ load: () => 3 }, { pack })), `${wrong}: games is missing\n${expected}Got: 3`);
});

const gameContractWithData = page("/", { data: z.strictObject({ id: z.int(), at: z.date().optional() }) });

Deno.test("in development what load returns is checked by the schema of its data", async () => {
  const statusOf = async (data: unknown, dev: boolean) => {
    const entry = pageAt("/", "index.tsx", { contract: gameContractWithData, load: () => data });
    const wire = { actions: {}, data: object({ id: json, at: json }) };
    const server = startTable({ ...emptyTable, pages: [{ ...entry, wire, layouts: [] }] }, { dev });
    const { status } = await server.app.request("/");
    server.end();
    return [status, server.log[0]?.match(/is wrong: (.*)/)?.[1]];
  };
  deepStrictEqual(await statusOf({ id: 3, more: "than is named" }, true), [200, undefined]);
  deepStrictEqual(await statusOf({ id: "3", at: "x" }, true), [
    500,
    "id: got '3', expected number; at: got 'x', expected date",
  ]);
  deepStrictEqual(await statusOf({ id: "3" }, false), [200, undefined]);
});
