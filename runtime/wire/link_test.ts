import { strictEqual, throws } from "node:assert";
import { link, type LinkValues } from "./link.ts";
import { compileRoutes } from "../route/match.ts";

Deno.test("link fills in and encodes parameters and query", () => {
  strictEqual(link("/games"), "/games");
  strictEqual(link("/games/:id", { id: 3 }, { tab: "log", page: undefined }), "/games/3?tab=log");
  strictEqual(link("/teams/:slug", { slug: "a/b?c é" }, { "q&": "x y&z" }), "/teams/a%2Fb%3Fc%20%C3%A9?q%26=x%20y%26z");
  strictEqual(link("/docs/:path*", { path: ["how to", "a/b?"] }), "/docs/how%20to/a%2Fb%3F");
  strictEqual(
    link("/on/:day", { day: new Date(0) }, { big: 12n, open: true }),
    "/on/1970-01-01T00%3A00%3A00.000Z?big=12&open=true",
  );
});

Deno.test("link never leaves its pattern, whatever the values", () => {
  const match = compileRoutes(["/", "/:a/:b", "/:a/:b/edit", "/teams/:path*"]);
  strictEqual(match(link("/teams/:path*", { path: [] })), undefined);
  for (const part of ["", ".", ".."]) {
    const path = link("/:a/:b/edit", { a: part, b: "evil.example" });
    const url = new URL(path, "http://app.test");
    strictEqual(url.host, "app.test");
    strictEqual(match(url.pathname), undefined);
    strictEqual(match(new URL(link("/teams/:path*", { path: ["x", part, "y"] }), url).pathname), undefined);
  }
});

Deno.test("link refuses a parameter that is not given, as plain JavaScript may call it", () => {
  const cases: [pattern: string, params: object, message: string][] = [
    ["/games/:id", {}, 'Cannot link to "/games/:id": got undefined for the parameter "id", expected a value'],
    ["/a/:b/:c", { b: 1, c: null }, 'Cannot link to "/a/:b/:c": got null for the parameter "c", expected a value'],
    ["/games/:id", { id: NaN }, 'Cannot link to "/games/:id": got NaN for the parameter "id", expected a value'],
    ["/d/:p*", {}, 'Cannot link to "/d/:p*": got undefined for the parameter "p", expected a value'],
    [
      "/d/:p*",
      { p: ["a", undefined] },
      'Cannot link to "/d/:p*": got undefined for the parameter "p", expected a value',
    ],
  ];
  for (const [pattern, params, message] of cases) {
    throws(() => link(pattern, params as LinkValues), { name: "TypeError", message });
  }
});

Deno.test("link repeats a query parameter for each item of a list", () => {
  strictEqual(link("/games", {}, { team: ["TOR", "MTL"], tag: [], q: "" }), "/games?team=TOR&team=MTL&q=");
});

Deno.test("link leaves out what the page takes for a missing query value", () => {
  const defaults = { tab: "score", page: 1, all: false, q: "" };
  strictEqual(link("/games", {}, { tab: "score", page: 1, all: false, q: "" }, defaults), "/games");
  strictEqual(link("/games", {}, { tab: "log", page: 2, all: true }, defaults), "/games?tab=log&page=2&all=true");
});

Deno.test("link prints lone surrogates as the replacement character", () => {
  strictEqual(link("/:a", { a: "\ud800" }), "/%EF%BF%BD");
});
