/**
 * The generated client in a browser: on a page of the app itself, and on one of another site.
 */
import { deepStrictEqual, strictEqual } from "node:assert";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { Page } from "playwright-core";
import { createToken, databaseOf } from "../clients/app_token.ts";
import { browserTest, launched } from "./harness.ts";
import { builtApp } from "./running_app.ts";
import { signIn } from "./scoreboard.ts";

const expected = (before: number) => ({
  read: before,
  scored: before + 1,
  told: before + 1,
  refused: { delta: ["Too big: expected number to be <=1"] },
});

/** What a page does with the client. */
type Options = { readonly url: string; readonly token?: string };

// Browsers have no `randomUUID` on plain http, but on addresses of the own machine.
const plainHttp = "delete Crypto.prototype.randomUUID;";

browserTest("the generated client on a page of the app acts as whoever is signed in", async ({ app, visit }) => {
  const visitor = await visit("/", {
    before: `${plainHttp}${await bundle("iife")}globalThis.client = client;`,
    expects: [/status of 422/],
  });
  await signIn(visitor, "/standings");
  const follow = (options: Options) =>
    (globalThis as unknown as { client: { follow(options: Options): unknown } }).client.follow(options);
  deepStrictEqual(await visitor.page.evaluate(follow, { url: app.origin }), expected(4));
});

browserTest(
  "the generated client on a page of another site acts by its token, when the app allows it",
  async ({ app }) => {
    const folder = await builtApp("scoreboard");
    const token = await createToken(folder, databaseOf(app), "ada");
    const site = await startSite(await bundle("esm"));
    const context = await (await launched()).newContext();
    try {
      const page = await context.newPage();
      await page.goto(site.origin);
      strictEqual(await followOn(page, { url: app.origin, token }), "offline", "as the browser tells it");
      await app.deploy((replace) => replace("main.ts", "await serve(app);", openedTo(site.origin)));
      deepStrictEqual(await followOn(page, { url: app.origin, token }), expected(4));
      strictEqual(await followOn(page, { url: app.origin, token: "rally_none" }), "unauthorized");
    } finally {
      await context.close();
      site.server.close();
    }
  },
);

function followOn(page: Page, options: Options): Promise<unknown> {
  // As text: the compiler would look for the file here.
  return page.evaluate(`import("/client.js").then(({ follow }) => follow(${JSON.stringify(options)}))`);
}

/** The end of `main.ts` as the documents show it. */
function openedTo(origin: string): string {
  return `
import { cors } from "hono/cors";
await serve(app, {
  extend(hono) {
    hono.use(
      "/_rally/api/*",
      cors({
        origin: "${origin}",
        allowHeaders: ["authorization", "content-type", "idempotency-key"],
        exposeHeaders: ["rally-position", "retry-after"],
      }),
    );
  },
});`;
}

async function bundle(format: "esm" | "iife"): Promise<string> {
  const entry = fileURLToPath(new URL("../clients/browser_client.ts", import.meta.url));
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    format,
    globalName: "client",
    write: false,
  });
  return outputFiles[0]!.text;
}

/** A site with nothing but the client. To a browser `localhost` is another site than `127.0.0.1`. */
async function startSite(script: string): Promise<{ readonly server: Server; readonly origin: string }> {
  const server = createServer(({ url }, response) => {
    const isScript = url === "/client.js";
    response.setHeader("content-type", isScript ? "text/javascript" : "text/html");
    response.end(isScript ? script : "<!doctype html><title>Another site</title>");
  });
  server.listen(0);
  await once(server, "listening");
  return { server, origin: `http://localhost:${(server.address() as AddressInfo).port}` };
}
