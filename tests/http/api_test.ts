import { deepStrictEqual, match, strictEqual } from "node:assert";
import { cors } from "hono/cors";
import { createToken, type NewToken, revokeToken } from "../../runtime/server/api/tokens.ts";
import { type NotesServer, startNotes } from "./notes_app.tsx";

const api = "/_rally/api";

/** Asks and gives the answer as data. */
async function ask(server: NotesServer, path: string, init: RequestInit = {}) {
  const response = await server.app.request(api + path, init);
  const text = await response.text();
  const { status, headers } = response;
  return { status, headers, body: text === "" ? undefined : JSON.parse(text) };
}

function post(server: NotesServer, path: string, input: unknown, headers: Record<string, string> = {}) {
  const body = typeof input === "string" ? input : JSON.stringify(input);
  return ask(server, path, { method: "POST", body, headers: { "content-type": "application/json", ...headers } });
}

function tokenFor(server: NotesServer, token: Partial<NewToken> = {}): { id: string; bearer: Record<string, string> } {
  const now = Date.now();
  const made = createToken(server.db.writer, {
    userId: "ada",
    name: "test",
    scopes: ["*"],
    createdAt: now,
    expiresAt: now + 60_000,
    ...token,
  });
  return { id: made.id, bearer: { authorization: `Bearer ${made.secret}` } };
}

Deno.test("GET gives the data of a page with names, and nothing that its contract does not name", async () => {
  const server = startNotes();
  await post(server, "/books/1:add", { text: "first" });
  await post(server, "/books/1:add", { text: "second" });
  const { status, headers, body } = await ask(server, "/books/1?sort=down");
  strictEqual(status, 200);
  deepStrictEqual(body, { notes: [{ id: 2, text: "second" }, { id: 1, text: "first" }], viewer: null });
  strictEqual(headers.get("content-type"), "application/json");
  strictEqual(headers.get("cache-control"), "private, no-store");
  match(headers.get("rally-position") ?? "", /^[\w-]+:2$/);
  server.end();
});

Deno.test("POST runs an action at the address of its page and gives its output with names", async () => {
  const server = startNotes();
  const { status, body } = await post(server, "/books/1:add", { text: "hello" }, { "idempotency-key": "k1" });
  deepStrictEqual([status, body], [200, { id: 1, text: "hello" }]);
  deepStrictEqual(await server.notes(), [{ id: 1, text: "hello" }]);
  server.end();
});

Deno.test("the same Idempotency-Key is the same call: its first answer again, or a conflict for anything else", async () => {
  const server = startNotes();
  const { bearer } = tokenFor(server);
  const key = { ...bearer, "idempotency-key": "k1" };
  const first = await post(server, "/books/1:add", { text: "hello" }, key);
  const again = await post(server, "/books/1:add", { text: "hello" }, key);
  deepStrictEqual([again.status, again.body], [first.status, first.body]);
  strictEqual((await post(server, "/books/1:add", { text: "other" }, key)).status, 409);
  const stranger = { ...tokenFor(server, { userId: "grace" }).bearer, "idempotency-key": "k1" };
  strictEqual((await post(server, "/books/1:add", { text: "hello" }, stranger)).status, 409);
  strictEqual((await server.notes()).length, 1);
  strictEqual((await post(server, "/books/1:add", { text: "a" }, { "idempotency-key": "x".repeat(65) })).status, 400);
  server.end();
});

Deno.test("POST takes and gives the positional form too", async () => {
  const server = startNotes();
  const type = "application/vnd.rally+json";
  const { status, headers, body } = await post(server, "/books/1:add", ["hello"], { "content-type": type });
  deepStrictEqual([status, headers.get("content-type"), body], [200, type, [1, "hello"]]);
  server.end();
});

Deno.test("what is malformed is answered 400 with the path of the field, as problem+json", async () => {
  const server = startNotes();
  const fieldsOf = async (input: unknown, headers?: Record<string, string>) => {
    const { status, body } = await post(server, "/books/1:add", input, headers);
    strictEqual(status, 400, JSON.stringify(body));
    strictEqual(body.type, "urn:rally:malformed");
    return body.fields;
  };
  deepStrictEqual(Object.keys(await fieldsOf("{")), [""]);
  deepStrictEqual(Object.keys(await fieldsOf("")), [""]);
  deepStrictEqual(await fieldsOf([]), { "": ["Got an array of 0, expected an object"] });
  deepStrictEqual(await fieldsOf({}), { text: ["This field is missing"] });
  deepStrictEqual(await fieldsOf({ text: "a", txt: 1 }), { txt: ["This field is not known, expected text"] });
  const positional = { "content-type": "application/vnd.rally+json" };
  deepStrictEqual(await fieldsOf({}, positional), { "": ["Got object, expected an array of 1"] });
  await fieldsOf({ text: "a" }, { "idempotency-key": "a b" });
  const query = await ask(server, "/books/1?sort=sideways");
  deepStrictEqual([query.status, Object.keys(query.body.fields)], [400, ["sort"]]);
  strictEqual((await post(server, "/books/1", {})).status, 400, "no action is named");
  strictEqual((await ask(server, "/books/%FF")).status, 400);
  server.end();
});

Deno.test("refusals are problems with the status of their kind", async () => {
  const server = startNotes();
  const problem = async (path: string, input: unknown) => {
    const { status, headers, body } = await post(server, path, input);
    strictEqual(headers.get("content-type"), "application/problem+json");
    strictEqual(body.status, status);
    return [status, body.type, body.fields];
  };
  deepStrictEqual(await problem("/books/1:add", { text: "" }), [422, "urn:rally:invalid", {
    text: ["Write something."],
  }]);
  strictEqual((await problem("/books/1:add", { text: 7 }))[0], 422);
  deepStrictEqual(await problem("/books/403:add", { text: "a" }), [403, "urn:rally:denied", undefined]);
  deepStrictEqual(await problem("/books/1:fail", { how: "deny" }), [403, "urn:rally:denied", undefined]);
  deepStrictEqual(await problem("/books/1:fail", { how: "keep" }), [409, "urn:rally:conflict", undefined]);
  deepStrictEqual(await problem("/books/1:leave", {}), [403, "urn:rally:denied", undefined]);
  for (const path of ["/books/1:nothing", "/books/1:__proto__", "/nowhere:add", "/:add", "/books/1:layout.add"]) {
    deepStrictEqual(await problem(path, {}), [404, "urn:rally:not_found", undefined], path);
  }
  strictEqual((await ask(server, "/books/403")).status, 403);
  strictEqual((await ask(server, "/books/404")).status, 404);
  strictEqual((await ask(server, "/books/x")).status, 404);
  strictEqual((await ask(server, "")).status, 404, "a page without data");
  server.end();
});

Deno.test("a failure tells its trace id and nothing else, for pages and for actions", async () => {
  const server = startNotes();
  for (
    const answer of [await ask(server, "/books/500"), await post(server, "/books/1:fail", { how: "throw" })]
  ) {
    strictEqual(answer.status, 500);
    strictEqual(JSON.stringify(answer.body).includes("secret"), false);
    strictEqual(server.log.some((line) => line.includes(answer.body.traceId)), true);
  }
  server.end();
});

Deno.test("a redirect is told with the address of the API for the page that it leads to", async () => {
  const server = startNotes();
  const acted = await post(server, "/books/1:fail", { how: "redirect" });
  deepStrictEqual([acted.status, acted.headers.get("location")], [303, "/_rally/api/books/1"]);
  strictEqual(acted.body.location, "/books/1");
  strictEqual((await ask(server, "/books/302")).headers.get("location"), "/_rally/api/books/1?sort=down");
  strictEqual((await ask(server, "/books/1/")).headers.get("location"), "/_rally/api/books/1");
  server.end();
});

Deno.test("methods, media types, sizes and rates are limited in problem+json", async () => {
  const server = startNotes({ limits: { session: { burst: 2, perSecond: 1 } } });
  const removed = await ask(server, "/books/1", { method: "DELETE" });
  deepStrictEqual([removed.status, removed.headers.get("allow")], [405, "GET, HEAD, POST"]);
  strictEqual((await post(server, "/books/1:add", "text=a", { "content-type": "text/plain" })).status, 415);
  strictEqual((await post(server, "/books/1:add", { text: "x".repeat(70_000) })).status, 413);
  const cross = await post(server, "/books/1:add", { text: "a" }, { "sec-fetch-site": "cross-site" });
  deepStrictEqual([cross.status, cross.body.type], [403, "urn:rally:denied"]);
  const { bearer } = tokenFor(server);
  const statuses = [];
  for (let i = 0; i < 3; i++) statuses.push((await ask(server, "/books/1", { headers: bearer })).status);
  deepStrictEqual(statuses, [200, 200, 429]);
  server.end();
});

Deno.test("a page of another site may call with a token, once the app has opened the API to it", async () => {
  const origin = "https://other.example";
  const opened = cors({ origin, allowHeaders: ["authorization"], exposeHeaders: ["rally-position"] });
  const server = startNotes({ extend: (app) => void app.use(`${api}/*`, opened) });
  const { bearer } = tokenFor(server);
  const cross = { origin, "sec-fetch-site": "cross-site" };
  const mine = await post(server, "/books/1:add", { text: "a" }, { ...cross, ...bearer });
  deepStrictEqual([mine.status, mine.headers.get("access-control-allow-origin")], [200, origin]);
  strictEqual((await post(server, "/books/1:add", { text: "b" }, cross)).status, 403, "in the visitor's name");
  const wrong = await post(server, "/books/1:add", { text: "c" }, { ...cross, authorization: "Bearer rally_none" });
  deepStrictEqual([wrong.status, wrong.headers.get("access-control-allow-origin")], [401, origin]);
  const init = { method: "POST", headers: { ...cross, ...bearer } };
  strictEqual((await server.app.request("/books/1?_action=x", init)).status, 403, "tokens open the API alone");
  const asked = { method: "OPTIONS", headers: { ...cross, "access-control-request-method": "POST" } };
  strictEqual((await server.app.request(`${api}/books/1:add`, asked)).status, 204);
  const closed = startNotes();
  const unopened = await closed.app.request(`${api}/books/1:add`, asked);
  deepStrictEqual([unopened.status, unopened.headers.get("access-control-allow-origin")], [405, null]);
  deepStrictEqual((await server.notes()).map(({ text }) => text), ["a"]);
  await server.finish();
  const draining = await post(server, "/books/1:add", { text: "d" }, { ...cross, ...bearer });
  deepStrictEqual(
    [draining.status, draining.headers.get("access-control-allow-origin"), draining.headers.get("retry-after")],
    [503, origin, "1"],
  );
  server.end();
  closed.end();
});

Deno.test("a token acts as its user, and cookies beside it are not looked at", async () => {
  const server = startNotes();
  const { bearer } = tokenFor(server, { userId: "grace" });
  const mixed = { ...bearer, cookie: "rally_session=whatever" };
  strictEqual((await ask(server, "/books/1", { headers: mixed })).body.viewer, "grace");
  strictEqual((await ask(server, "/books/1")).body.viewer, null);
  const document = await server.app.request("/books/1", { headers: bearer });
  match(await document.text(), /<p>visitor<\/p>/, "documents know no tokens");
  const frame = await server.app.request("/_rally/frame", {
    method: "POST",
    headers: bearer,
    body: JSON.stringify(["go", 1, "/books/1"]),
  });
  deepStrictEqual((await frame.json())[2].data, [[], null], "frames know no tokens");
  server.end();
});

Deno.test("a session's cookie counts where there is no token", async () => {
  const server = startNotes();
  const signedIn = await server.app.request("/books/1?_action=/books/:id%23leave", {
    method: "POST",
    body: new URLSearchParams(),
  });
  const cookie = signedIn.headers.get("set-cookie")!.split(";")[0]!;
  strictEqual((await ask(server, "/books/1", { headers: { cookie } })).body.viewer, "ada");
  const { bearer } = tokenFor(server, { userId: "grace" });
  strictEqual((await ask(server, "/books/1", { headers: { ...bearer, cookie } })).body.viewer, "grace");
  server.end();
});

Deno.test("a token that is wrong, expired or revoked is answered 401 and does nothing", async () => {
  const server = startNotes();
  const expired = tokenFor(server, { expiresAt: Date.now() - 1 });
  const revoked = tokenFor(server);
  strictEqual(revokeToken(server.db.writer, revoked.id), true);
  strictEqual(revokeToken(server.db.writer, revoked.id), false);
  for (const headers of [expired.bearer, revoked.bearer, { authorization: "Bearer rally_x" }]) {
    const answer = await post(server, "/books/1:add", { text: "a" }, headers);
    deepStrictEqual([answer.status, answer.body.type], [401, "urn:rally:unauthorized"]);
    match(answer.headers.get("www-authenticate") ?? "", /^Bearer/);
  }
  deepStrictEqual(await server.notes(), []);
  server.end();
});

Deno.test("a token does only what its scopes name", async () => {
  const server = startNotes();
  const reader = tokenFor(server, { scopes: ["/books/*"] });
  const writer = tokenFor(server, { scopes: ["/books/:id#add"] });
  strictEqual((await ask(server, "/books/1", { headers: reader.bearer })).status, 200);
  strictEqual((await post(server, "/books/1:add", { text: "a" }, reader.bearer)).status, 403);
  strictEqual((await ask(server, "/books/1", { headers: writer.bearer })).status, 403);
  strictEqual((await post(server, "/books/1:add", { text: "a" }, writer.bearer)).status, 200);
  strictEqual((await post(server, "/books/1:fail", { how: "keep" }, writer.bearer)).status, 403);
  deepStrictEqual((await server.notes()).map(({ text }) => text), ["a"]);
  server.end();
});

Deno.test("the database knows no token, only its hash", () => {
  const server = startNotes();
  const { bearer } = tokenFor(server);
  const secret = bearer["authorization"]!.slice("Bearer ".length);
  const rows = server.db.writer.prepare("SELECT * FROM _rally_tokens").all([]);
  strictEqual(JSON.stringify(rows).includes(secret.slice(6)), false);
  server.end();
});
