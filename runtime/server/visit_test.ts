import { deepStrictEqual, strictEqual } from "node:assert";
import { parseCookies, visitOf, visitorOf } from "./visit.ts";

const visitor = { cookies: new Map([["theme", "dark"]]), secure: false, address: "" };

Deno.test("visitOf splits path and query and reads cookies", () => {
  const visit = visitOf(visitor, "/games?team=TOR");
  strictEqual(visit?.path, "/games");
  strictEqual(visit?.search, "team=TOR");
  strictEqual(visit?.href, "/games?team=TOR");
  strictEqual(visit?.cookie("theme"), "dark");
});

Deno.test("visitOf refuses addresses that are none of this app", () => {
  for (const href of ["//evil.example/x", "/\\evil.example", "https://evil.example", "games", ""]) {
    strictEqual(visitOf(visitor, href), undefined, href);
  }
});

Deno.test("parseCookies decodes values, keeps broken ones, and takes the first of two", () => {
  deepStrictEqual([...parseCookies("a=1; b=x%20y; a=2; c=%zz; d")], [["a", "1"], ["b", "x y"], ["c", "%zz"]]);
});

Deno.test("visitorOf takes the cookies of the request and the rest as it is seen from outside", () => {
  const request = new Request("http://app.example/", { headers: { cookie: "theme=dark" } });
  const { cookies, ...rest } = visitorOf(request, { secure: true, host: "app.example", address: "192.0.2.1" });
  strictEqual(cookies.get("theme"), "dark");
  deepStrictEqual(rest, { secure: true, address: "192.0.2.1" });
});
