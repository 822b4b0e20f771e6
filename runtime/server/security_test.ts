import { strictEqual } from "node:assert";
import { contentSecurityPolicy, createNonce, isCrossOrigin, isOriginOf, localHref } from "./security.ts";

const post = (headers: Record<string, string>) =>
  new Request("http://app.example/games", { method: "POST", headers: { host: "app.example", ...headers } });

Deno.test("isCrossOrigin trusts Sec-Fetch-Site before anything else", () => {
  strictEqual(isCrossOrigin(post({ "sec-fetch-site": "same-origin" })), false);
  strictEqual(isCrossOrigin(post({ "sec-fetch-site": "none" })), false);
  strictEqual(isCrossOrigin(post({ "sec-fetch-site": "same-site", origin: "http://app.example" })), true);
  strictEqual(isCrossOrigin(post({ "sec-fetch-site": "cross-site" })), true);
});

Deno.test("isCrossOrigin compares Origin with Host when the browser sends no Sec-Fetch-Site", () => {
  strictEqual(isCrossOrigin(post({ origin: "http://app.example" })), false);
  strictEqual(isCrossOrigin(post({ origin: "http://evil.example" })), true);
  strictEqual(isCrossOrigin(post({ origin: "null" })), true);
  strictEqual(isCrossOrigin(post({})), false);
});

Deno.test("isCrossOrigin lets reading requests through", () => {
  const read = new Request("http://app.example/", { headers: { "sec-fetch-site": "cross-site" } });
  strictEqual(isCrossOrigin(read), false);
});

Deno.test("isOriginOf compares the port as well and takes no malformed origin", () => {
  strictEqual(isOriginOf("http://127.0.0.1:8000", "127.0.0.1:8000"), true);
  strictEqual(isOriginOf("http://127.0.0.1:8001", "127.0.0.1:8000"), false);
  strictEqual(isOriginOf("nonsense", "127.0.0.1:8000"), false);
  strictEqual(isOriginOf("http://127.0.0.1", undefined), false);
});

Deno.test("localHref keeps paths of this app and turns everything else into the front page", () => {
  strictEqual(localHref("/games/3?tab=log#top"), "/games/3?tab=log#top");
  strictEqual(localHref("/teams/montréal-meteors"), "/teams/montr%C3%A9al-meteors");
  for (
    const hostile of [
      "//evil.example",
      "/.//evil.example",
      "/x/..//evil.example",
      "/%2e//evil.example",
      "/\\evil.example",
      "/\t/evil.example",
      "\n//evil.example",
      "https://evil.example",
      "javascript:alert(1)",
      "",
      "games",
    ]
  ) {
    strictEqual(localHref(hostile), "/", JSON.stringify(hostile));
  }
});

Deno.test("contentSecurityPolicy names the nonce, and a nonce is never the same", () => {
  strictEqual(contentSecurityPolicy({ nonce: "abc" }).includes("script-src 'nonce-abc' 'strict-dynamic'"), true);
  strictEqual(contentSecurityPolicy("none").includes("script-src 'none'; style-src 'self'; "), true);
  strictEqual(createNonce() === createNonce(), false);
});
