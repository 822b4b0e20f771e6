/**
 * Stands in for an app that cannot be built yet: at every address a page with the overlay, which says what is wrong.
 * `rally dev` starts it as a process of its own, tells it what it tells every server, and ends it when the app can be
 * served; the pages then load the app by themselves.
 *
 * @module
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Hono } from "hono";
import { devQuery } from "../../wire/dev/dev_messages.ts";
import { socketPath } from "../../wire/frames.ts";
import type { Manifest } from "../../wire/manifest.ts";
import { type AppPaths, appPaths } from "../app_paths.ts";
import type { Connection } from "../connection.ts";
import type { RallyServer } from "../create_server.ts";
import { staticFile } from "../files/static_file.ts";
import { listenOrExit } from "../listen_or_exit.ts";
import { contentSecurityPolicy, createNonce, isOriginOf, secureHeaders } from "../security.ts";
import { createDevHooks } from "./dev_server.ts";

if (import.meta.main) await serveWaiting();

/** Serves it on `HOST` and `PORT`, over the bundle of the app in the working directory. */
async function serveWaiting(): Promise<void> {
  const paths = appPaths(pathToFileURL(join(Deno.cwd(), "main.ts")).href);
  const [host, port] = [Deno.env.get("HOST"), Number(Deno.env.get("PORT"))];
  const listening = await listenOrExit(waitingServer(paths), { host, port, drainMs: 300 });
  const stop = () => void listening.drain().then(() => Deno.exit());
  for (const signal of ["SIGTERM", "SIGINT"] as const) Deno.addSignalListener(signal, stop);
  console.log(`Listening on ${listening.url}`);
}

function waitingServer(paths: AppPaths): RallyServer {
  const hooks = createDevHooks(paths);
  const connections = new Set<Connection>();
  return {
    app: waitingApp(paths),
    connect(_request, wire) {
      const connection = hooks.connect(wire, () => void connections.delete(connection));
      connections.add(connection);
      return connection;
    },
    refusesSocket(request) {
      const { pathname, search } = new URL(request.url);
      const origin = request.headers.get("origin");
      const isOwn = origin === null || isOriginOf(origin, request.headers.get("host") ?? undefined);
      return isOwn && pathname === socketPath && search === `?${devQuery}` ? undefined : 403;
    },
    finish: () => Promise.resolve(),
    close: (code, reason) => connections.forEach((connection) => connection.close(code, reason)),
  };
}

function waitingApp({ assets, manifest }: AppPaths): Hono {
  const { dev }: Manifest = JSON.parse(readFileSync(manifest, "utf8"));
  const app = new Hono();
  app.get("/_rally/assets/:name", async (context) => {
    const file = await staticFile(
      { directory: assets, cache: "revalidate" },
      context.req.param("name"),
      context.req.raw,
    );
    return file ?? context.text("This script does not exist", 404, secureHeaders);
  });
  app.all("*", (context) => {
    const nonce = createNonce();
    return context.html(waitingPage(dev?.file ?? "", nonce), 503, {
      ...secureHeaders,
      "content-security-policy": contentSecurityPolicy({ nonce }),
      "cache-control": "no-store",
    });
  });
  return app;
}

// Its build has no name, so that it is another one than that of every app: its script loads the document again then.
function waitingPage(script: string, nonce: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>The app has mistakes</title>` +
    `<meta name="viewport" content="width=device-width, initial-scale=1">` +
    `<script type="module" src="${script}" nonce="${nonce}" data-rally-build="" data-rally-revision="0"></script></head>` +
    `<body><h1>The app has mistakes</h1><p>The terminal lists them all. When they are mended, this page becomes the app.` +
    `</p></body></html>`;
}
