import { deepStrictEqual, match, ok, strictEqual } from "node:assert";
import type { Head, View } from "@rally/rally";
import type { AppTable } from "@rally/rally/server";
import { emptyTable, startTable, staticPart } from "./table_app.tsx";

let views = 0;

function page(path: string, id: string, mode: "static" | "client" | "live", layouts: readonly string[]) {
  const module = {
    view: () => {
      views += 1;
      return <h1>{id}</h1>;
    },
    update: () => [0, []] as [unknown, []],
    head: (): Head => ({
      title: id,
      meta: [{ name: "description", content: id }],
      links: [{ rel: "canonical", href: path }],
    }),
  };
  return { ...staticPart, id, file: `${id}.tsx`, path, mode, module, layouts };
}

function layout(id: string, mode: "static" | "client") {
  const module = {
    view: (_model: unknown, _send: unknown, children: View) => <div>{children}</div>,
    update: () => [0, []] as [unknown, []],
    head: (): Head => ({
      title: "Site",
      meta: [{ name: "description", content: "Site" }, { name: "viewport", content: "width=500" }],
      links: [{ rel: "canonical", href: "/" }, { rel: "stylesheet", href: "/styles.css" }],
      html: { lang: "fr", "data-theme": "dark" },
    }),
  };
  return { ...staticPart, id, file: `${id}.tsx`, path: "/", mode, module };
}

const table: AppTable = {
  ...emptyTable,
  pages: [
    page("/plain", "plain", "static", ["frame"]),
    page("/menu", "menu", "static", ["menu_layout"]),
    page("/counter", "counter", "client", ["frame"]),
    page("/live", "live", "live", ["menu_layout"]),
  ],
  layouts: [layout("frame", "static"), layout("menu_layout", "client")],
};

/** The files that a document loads at once, and those that its script element names. */
function scriptsOf(html: string): { preloaded: string[]; run: string[] } {
  const files = (pattern: RegExp) => [...html.matchAll(pattern)].map(([, name]) => name ?? "").sort();
  return {
    preloaded: files(/<link rel="modulepreload" href="\/_rally\/assets\/(\w+)\.js"/g),
    run: files(/<script type="module" src="\/_rally\/assets\/(\w+)\.js"/g),
  };
}

Deno.test("the head of a document is merged from the layout to the page, and nothing stands in it twice", async () => {
  const server = startTable(table);
  const html = await (await server.app.request("/plain")).text();
  const head = html.slice(0, html.indexOf("</head>"));
  strictEqual(
    head,
    '<!doctype html><html lang="fr" data-theme="dark"><head><meta charset="utf-8"><title>plain</title>' +
      '<meta name="viewport" content="width=500"><meta name="description" content="plain">' +
      '<link rel="stylesheet" href="/styles.css"><link rel="canonical" href="/plain">',
  );
  server.end();
});

Deno.test("a document preloads exactly the scripts that its page and layouts need", async () => {
  const server = startTable(table);
  const scripts = async (path: string) => scriptsOf(await (await server.app.request(path)).text());
  deepStrictEqual(await scripts("/counter"), {
    preloaded: ["boot", "counter", "shared"],
    run: ["boot"],
  });
  deepStrictEqual(await scripts("/live"), {
    preloaded: ["boot", "live_engine", "menu_layout", "shared"],
    run: ["boot"],
  });
  server.end();
});

Deno.test("a static page under a client layout ships the script of that layout and none of its own", async () => {
  const server = startTable(table);
  const html = await (await server.app.request("/menu")).text();
  deepStrictEqual(scriptsOf(html), { preloaded: ["boot", "menu_layout", "shared"], run: ["boot"] });
  match(html, /"scripts":\{"menu_layout":"[^"]+"\}/);
  server.end();
});

Deno.test("a static page under static layouts ships no script, and no policy that would allow one", async () => {
  const server = startTable(table);
  const response = await server.app.request("/plain");
  const html = await response.text();
  ok(!/<script|modulepreload|rally-state/.test(html), html);
  match(response.headers.get("content-security-policy") ?? "", /script-src 'none';/);
  server.end();
});

Deno.test("a navigation to a client page carries its merged head, and its view is not called for it", async () => {
  const server = startTable(table);
  views = 0;
  const body = JSON.stringify(["go", 1, "/counter"]);
  const [, , snapshot] = await (await server.app.request("/_rally/frame", { method: "POST", body })).json();
  deepStrictEqual(snapshot.head, {
    title: "counter",
    meta: [{ name: "viewport", content: "width=500" }, { name: "description", content: "counter" }],
    links: [{ rel: "stylesheet", href: "/styles.css" }, { rel: "canonical", href: "/counter" }],
    html: { lang: "fr", "data-theme": "dark" },
  });
  // What the loop of the page does not write itself.
  deepStrictEqual(snapshot.layouts[0].own, { title: "Site", html: { lang: "fr", "data-theme": "dark" } });
  strictEqual(snapshot.own, undefined);
  strictEqual(views, 0);
  strictEqual(snapshot.html, undefined);
  server.end();
});

Deno.test("a navigation to a static page carries its HTML", async () => {
  const server = startTable(table);
  const body = JSON.stringify(["go", 1, "/plain"]);
  const [, , snapshot] = await (await server.app.request("/_rally/frame", { method: "POST", body })).json();
  strictEqual(snapshot.html, "<h1>plain</h1>");
  server.end();
});
