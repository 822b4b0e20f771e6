import { deepStrictEqual, match, ok, strictEqual, throws } from "node:assert";
import type { AppTable, EndpointEntry } from "@rally/rally/server";
import { type Context, Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { framePath } from "../../runtime/wire/frames.ts";
import { emptyTable, startTable, staticPart } from "./table_app.tsx";

const endpoint = (path: string, app: Hono): EndpointEntry => ({ file: `app${path}.ts`, path, app });
const echo = async (context: Context) => context.text(`got ${(await context.req.text()).length}`);

const table: AppTable = {
  ...emptyTable,
  pages: [{ ...staticPart, id: "index", file: "index.tsx", path: "/", module: { view: () => "Home" }, layouts: [] }],
  endpoints: [
    endpoint(
      "/api/games",
      new Hono().get("/", (context) => context.text("all")).get(
        "/:id",
        (context) => context.text(context.req.param("id")),
      ).post("/", echo),
    ),
    endpoint("/api/games/export", new Hono().get("/", (context) => context.text("a,b"))),
    endpoint("/api/health", new Hono().get("/", (context) => context.json({ ok: true }))),
    endpoint(
      "/api/broken",
      new Hono().get("/", () => {
        throw new Error("The secret of the house");
      }).get("/teapot", () => {
        throw new HTTPException(418, { message: "Short and stout" });
      }),
    ),
  ],
};

Deno.test("each file of app/api is a Hono app at its path, the deeper one first", async () => {
  const server = startTable(table);
  const text = async (path: string) => await (await server.app.request(path)).text();
  deepStrictEqual(await (await server.app.request("/api/health")).json(), { ok: true });
  strictEqual(await text("/api/games"), "all");
  strictEqual(await text("/api/games/3"), "3");
  strictEqual(await text("/api/games/export"), "a,b");
  strictEqual((await server.app.request("/api/games/3/x")).status, 404);
  strictEqual((await server.app.request("/api/games/3", { method: "DELETE" })).status, 405);
  server.end();
});

Deno.test("what an endpoint throws is told as JSON, with a trace id and no secret", async () => {
  const server = startTable(table);
  const response = await server.app.request("/api/broken");
  const { error, traceId } = await response.json();
  deepStrictEqual([response.status, error], [500, "Something went wrong"]);
  ok(server.log[0]?.startsWith(`[${traceId}] GET /api/broken: Error: The secret of the house`));
  const teapot = await server.app.request("/api/broken/teapot");
  deepStrictEqual([teapot.status, await teapot.text()], [418, "Short and stout"]);
  server.end();
});

Deno.test("endpoints take no request of another site's page, and no body over the limit", async () => {
  const post = (headers: Record<string, string>, size = 1) => ({
    method: "POST",
    headers: { ...headers, "content-length": String(size) },
    body: "x".repeat(size),
  });
  const server = startTable(table);
  const status = async (init: RequestInit) => (await server.app.request("/api/games", init)).status;
  strictEqual(await status(post({})), 200, "a program sends neither header");
  strictEqual(await status(post({ "sec-fetch-site": "same-origin" })), 200);
  strictEqual(await status(post({ "sec-fetch-site": "cross-site" })), 403);
  strictEqual(await status(post({ origin: "https://evil.example" })), 403);
  strictEqual(await status(post({}, 70_000)), 413);
  server.end();
  const large = startTable(table, { maxBody: 100_000 });
  strictEqual(await (await large.app.request("/api/games", post({}, 70_000))).text(), "got 70000");
  strictEqual((await large.app.request("/api/games", post({}, 100_001))).status, 413);
  for (const path of ["/", framePath]) strictEqual((await large.app.request(path, post({}, 70_000))).status, 413, path);
  large.end();
});

Deno.test("an endpoint that is no Hono app stops the start, with its file", () => {
  for (const [app, got] of [[undefined, "undefined"], [{ get: 1 }, "{ get: 1 }"]] as const) {
    throws(() => startTable({ ...table, endpoints: [endpoint("/api/bad", app as never)] }), (error: Error) => {
      strictEqual(
        error.message,
        `The default export of app/api/bad.ts is wrong\nExpected one of:\n  new Hono()\nGot: ${got}`,
      );
      return true;
    });
  }
});

Deno.test("extend adds middleware around everything of Rally, and routes before its own", async () => {
  const seen: string[] = [];
  const server = startTable(table, {
    extend(app) {
      app.use(async (context, next) => {
        seen.push(`${context.req.method} ${context.req.path}`);
        await next();
        context.header("x-app", "mine");
      });
      app.get("/robots.txt", (context) => context.text("User-agent: *"));
      app.get("/broken", () => {
        throw new Error("The secret of the house");
      });
    },
  });
  const get = (path: string, init?: RequestInit) => server.app.request(path, init);
  strictEqual(await (await get("/robots.txt")).text(), "User-agent: *");
  for (const path of ["/", "/nowhere", "/api/health", "/_rally/health"]) {
    strictEqual((await get(path)).headers.get("x-app"), "mine", path);
  }
  await get(framePath, { method: "POST", body: "[]" });
  deepStrictEqual(seen, [
    "GET /robots.txt",
    "GET /",
    "GET /nowhere",
    "GET /api/health",
    "GET /_rally/health",
    `POST ${framePath}`,
  ]);
  const broken = await get("/broken");
  strictEqual(broken.status, 500);
  match(await broken.text(), /Trace id/);
  strictEqual((await get("/", { method: "POST", headers: { "sec-fetch-site": "cross-site" } })).status, 403);
  strictEqual(seen.length, 7, "a request of another site is refused before");
  server.end();
});
