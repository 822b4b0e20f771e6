/**
 * The Hono app of a Rally server: every kind of request splits here, at the router.
 *
 * @module
 */
import { type Context, Hono, type MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { HTTPException } from "hono/http-exception";
import { actionField } from "../page/form.ts";
import { framePath, socketPath } from "../wire/frames.ts";
import type { Answer } from "../wire/frames.ts";
import { type Connection, createConnection, type Wire } from "./connection.ts";
import { type Core, type CoreOptions, createCore } from "./core.ts";
import { dispatch } from "./dispatch.ts";
import { mountEndpoints } from "./endpoints.ts";
import { respondForm } from "./form_post.ts";
import { openErrorPage } from "./open_page.ts";
import { redirectResponse, respondOpened, respondPage } from "./respond_page.ts";
import { isCrossOrigin, isOriginOf, secureHeaders } from "./security.ts";
import { staticFile, type StaticFolder } from "./static_files.ts";
import { type Visit, visitOf, visitorOf } from "./visit.ts";

/** What {@linkcode createServer} takes beside what it needs to run. */
export interface ServerOptions extends CoreOptions {
  /** The folder of the hashed scripts, served below `/_rally/assets/`. */
  readonly assets: string;
  /** The folder of the app's own files, served below `/`. */
  readonly static?: string;
  /** Adds middleware and routes; they come before everything of Rally but its checks of origin and size. */
  readonly extend?: (app: Hono) => void;
  /**
   * The most bytes of a body that the app's own routes and endpoints take. Forms and frames stay at 64 KiB.
   * @default {65536}
   */
  readonly maxBody?: number;
}

/** A server without a port: its Hono app, and the way in for sockets. */
export interface RallyServer {
  /** Answers every request. */
  readonly app: Hono;
  /** Opens a connection for a socket whose upgrade was accepted by {@linkcode RallyServer.acceptsSocket}. */
  connect(request: Request, wire: Wire): Connection;
  /** Whether an upgrade request comes from this app's own pages, or from no browser at all. */
  acceptsSocket(request: Request): boolean;
  /** Reads nothing more from any socket; resolves when all that was read has been answered. */
  finish(): Promise<void>;
  /** Closes every socket. */
  close(code: number, reason: string): void;
}

/** The most bytes of a posted form or frame: 64 KiB. */
export const maxBody = 64 * 1024;

/** Builds the server of an app. */
export function createServer(options: ServerOptions): RallyServer {
  const core = createCore(options);
  const connections = new Set<Connection>();
  const app = new Hono();

  function endSession(tokenHash: string): void {
    for (const connection of connections) {
      if (connection.sessionHash === tokenHash) connection.close(4001, "The session has ended");
    }
  }

  app.use(async (context, next) => {
    if (isCrossOrigin(context.req.raw)) return context.text("This request comes from another site", 403, secureHeaders);
    await next();
  });
  app.use(limitBody(Math.max(options.maxBody ?? 0, maxBody)));
  options.extend?.(app);
  mountEndpoints(core, app);
  app.get("/_rally/health", (context) => context.json({ status: "ok", build: core.manifest.build }));
  app.get("/_rally/assets/*", (context) => serveAsset(options.assets, context));
  app.post(framePath, limitBody(maxBody), (context) => answerFrame(core, context));
  app.get("*", (context) => answerDocument(core, context, options.static));
  app.post("*", limitBody(maxBody), (context) => answerForm(core, endSession, context));
  app.all(
    "*",
    (context) => context.text("This method is not allowed here", 405, { ...secureHeaders, allow: "GET, HEAD, POST" }),
  );
  app.onError(async (error, context) => await answerFailure(core, error, context));

  return {
    app,
    connect(request, wire) {
      const connection = createConnection(core, {
        visitor: visitorOf(request),
        wire,
        onClosed: () => connections.delete(connection),
      });
      connections.add(connection);
      return connection;
    },
    acceptsSocket(request) {
      const origin = request.headers.get("origin");
      return new URL(request.url).pathname === socketPath &&
        (origin === null || isOriginOf(origin, request.headers.get("host")));
    },
    async finish() {
      await Promise.all(Array.from(connections, (connection) => connection.finish()));
    },
    close(code, reason) {
      for (const connection of connections) connection.close(code, reason);
    },
  };
}

function limitBody(maxSize: number): MiddlewareHandler {
  return bodyLimit({ maxSize, onError: (context) => context.text("The body is too large", 413, secureHeaders) });
}

async function answerDocument(
  core: Core,
  context: Context,
  directory: string | undefined,
): Promise<Response> {
  const request = context.req.raw;
  const visit = visitOfRequest(request);
  if (!visit) return context.text("There is nothing at this address", 404, secureHeaders);
  // A refused form leaves its address in the bar; asked for again, it is the page's own.
  if (new URLSearchParams(visit.search).has(actionField)) return redirectResponse(hrefWithoutAction(visit), 302);
  const folder: StaticFolder | undefined = directory === undefined ? undefined : { directory, cache: "revalidate" };
  // Only a path with a dot can be a file: pages need no look at the disk.
  const path = safeDecode(visit.path);
  const file = folder && path?.includes(".") ? await staticFile(folder, path, request) : undefined;
  return file ?? await respondPage(core, visit);
}

async function answerForm(
  core: Core,
  endSession: (tokenHash: string) => void,
  context: Context,
): Promise<Response> {
  const request = context.req.raw;
  const url = new URL(request.url);
  const body = await context.req.parseBody().catch(() => undefined);
  if (!body) return context.text("This form cannot be read", 400, secureHeaders);
  const fields = Object.entries(body).filter((field): field is [string, string] => typeof field[1] === "string");
  return await respondForm(core, endSession, {
    href: url.pathname + url.search,
    visitor: visitorOf(request),
    fields: Object.fromEntries(fields),
  });
}

async function answerFrame(core: Core, context: Context): Promise<Response> {
  const frame = await context.req.json().catch(() => undefined);
  if (!Array.isArray(frame)) {
    return context.json({ error: "The body must be a frame: a JSON array" }, 400, secureHeaders);
  }
  const caller = { visitor: visitorOf(context.req.raw), over: "post" as const, connection: undefined };
  const answer = await new Promise<Answer | undefined>((resolve, reject) =>
    dispatch(core, caller, frame, resolve).then(() => resolve(undefined), reject)
  );
  if (!answer) return context.json({ error: "The frame carries no id to answer to" }, 400, secureHeaders);
  return context.json(answer as never, 200, { ...secureHeaders, "cache-control": "no-store" });
}

async function serveAsset(directory: string, context: Context): Promise<Response> {
  const name = context.req.path.slice("/_rally/assets/".length);
  const file = await staticFile({ directory, cache: "immutable" }, name, context.req.raw);
  return file ?? context.text("This script does not exist", 404, secureHeaders);
}

async function answerFailure(core: Core, error: Error, context: Context): Promise<Response> {
  if (error instanceof HTTPException) return error.getResponse();
  const visit = visitOfRequest(context.req.raw);
  if (!visit) return context.text("There is nothing at this address", 404, secureHeaders);
  try {
    return await respondOpened(core, visit, await openErrorPage(core, visit, error));
  } catch (second) {
    const traceId = core.trace(`${context.req.method} ${visit.path}`, second);
    return context.text(`Something went wrong. Trace id: ${traceId}`, 500, secureHeaders);
  }
}

function hrefWithoutAction({ path, search }: Visit): string {
  const query = new URLSearchParams(search);
  query.delete(actionField);
  return query.size > 0 ? `${path}?${query}` : path;
}

function visitOfRequest(request: Request): Visit | undefined {
  const url = new URL(request.url);
  return visitOf(visitorOf(request), url.pathname + url.search);
}

function safeDecode(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}
