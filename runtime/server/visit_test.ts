import { deepStrictEqual, strictEqual } from "node:assert";
import { parseCookies, visitOf, visitorOf } from "./visit.ts";

const visitor = { cookies: new Map([["theme", "dark"]]), secure: false };

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

Deno.test("visitorOf tells encrypted connections apart", () => {
  strictEqual(visitorOf(new Request("https://app.example/")).secure, true);
  strictEqual(visitorOf(new Request("http://app.example/")).secure, false);
});
