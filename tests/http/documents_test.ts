import { match, ok, strictEqual } from "node:assert";
import { startNotes } from "./notes_app.tsx";

Deno.test("GET answers a page inside its layout, with the merged head and the state for its script", async () => {
  const server = startNotes();
  const response = await server.app.request("/books/1");
  const html = await response.text();
  strictEqual(response.status, 200);
  match(
    html,
    /^<!doctype html><html lang="en"><head><meta charset="utf-8"><title>0 notes<\/title><meta name="viewport"/,
  );
  match(html, /<link rel="stylesheet" href="\/styles.css">/);
  match(html, /data-region="layout"[^>]*><div class="frame"><rally-outlet data-region="page"/);
  match(html, /<script type="application\/json" id="rally-state">/);
  ok(!html.includes("never sent"), "the encoder drops what the contract does not name");
  server.end();
});

Deno.test("a static page under static layouts ships no script at all", async () => {
  const server = startNotes();
  const html = await (await server.app.request("/")).text();
  ok(!html.includes("<script"));
  ok(!html.includes("modulepreload"));
  match(html, /<h1>Plain<\/h1>/);
  server.end();
});

Deno.test("documents carry the right status", async () => {
  const server = startNotes();
  const statusOf = async (path: string) => (await server.app.request(path)).status;
  strictEqual(await statusOf("/nowhere"), 404);
  strictEqual(await statusOf("/books/404"), 404);
  strictEqual(await statusOf("/books/03"), 404, "only the canonical spelling of a number");
  strictEqual(await statusOf("/books/x"), 404);
  strictEqual(await statusOf("/books/1?sort=sideways"), 400);
  strictEqual(await statusOf("/books/1?sort=up&sort=down"), 400, "sort is no list");
  strictEqual(await statusOf("/books/%zz"), 400);
  strictEqual(await statusOf("/books/403"), 403);
  strictEqual(await statusOf("/books/500"), 500);
  strictEqual((await server.app.request("/books/1", { method: "DELETE" })).status, 405);
  server.end();
});

Deno.test("load may redirect, inside this app only", async () => {
  const server = startNotes();
  const response = await server.app.request("/books/302");
  strictEqual(response.status, 302);
  strictEqual(response.headers.get("location"), "/books/1?sort=down");
  server.end();
});

Deno.test("a failure shows its trace id and leaks nothing; the log has the rest", async () => {
  const server = startNotes();
  const html = await (await server.app.request("/books/500")).text();
  ok(!html.includes("secret"));
  const traceId = server.log[0]?.match(/^\[(\w{8})\]/)?.[1] ?? "none";
  ok(html.includes(traceId));
  ok(server.log[0]?.includes("The secret of the house"));
  server.end();
});

Deno.test("documents have a content security policy with the nonce of their scripts", async () => {
  const server = startNotes();
  const response = await server.app.request("/books/1");
  const nonce = response.headers.get("content-security-policy")?.match(/'nonce-([^']+)'/)?.[1];
  ok(nonce);
  ok((await response.text()).includes(`<script type="module" src="/_rally/assets/boot.js" nonce="${nonce}">`));
  strictEqual(response.headers.get("x-content-type-options"), "nosniff");
  server.end();
});

Deno.test("a document that reads the session is stored nowhere", async () => {
  const server = startNotes();
  strictEqual((await server.app.request("/books/1")).headers.get("cache-control"), "private, no-store");
  strictEqual((await server.app.request("/")).headers.get("cache-control"), "no-cache");
  server.end();
});

Deno.test("state cannot end its script element", async () => {
  const server = startNotes();
  await post(
    server,
    "/books/1?_action=%2Fbooks%2F%3Aid%23add",
    "text=%3C%2Fscript%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E",
  );
  const html = await (await server.app.request("/books/1")).text();
  strictEqual(html.split("</script>").length, 3);
  ok(html.includes("&lt;/script>") || html.includes("&lt;/script&gt;"));
  server.end();
});

Deno.test("a form of another site is refused before anything is read", async () => {
  const server = startNotes();
  const response = await server.app.request("/books/1", {
    method: "POST",
    headers: { "sec-fetch-site": "cross-site", "content-type": "application/x-www-form-urlencoded" },
    body: "text=x",
  });
  strictEqual(response.status, 403);
  server.end();
});

Deno.test("a body over 64 KiB is refused", async () => {
  const server = startNotes();
  const response = await post(server, "/books/1?_action=%2Fbooks%2F%3Aid%23add", `text=${"x".repeat(70_000)}`);
  strictEqual(response.status, 413);
  server.end();
});

function post(
  server: { app: { request(path: string, init: RequestInit): Response | Promise<Response> } },
  path: string,
  body: string,
) {
  return server.app.request(path, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", "content-length": String(body.length) },
    body,
  });
}
