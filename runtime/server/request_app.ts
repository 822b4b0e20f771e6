/**
 * The Hono app of a Rally server: every kind of request splits here, at the router.
 *
 * @module
 */
import { tmpdir } from "node:os";
import { type Context, Hono, type MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { HTTPException } from "hono/http-exception";
import { actionField } from "../page/form.ts";
import { refuse } from "../page/result.ts";
import { type Answer, framePath } from "../wire/frames.ts";
import { isApiPath, mountApi } from "./api/api_routes.ts";
import { problemResponse } from "./api/problem.ts";
import { bearerOf } from "./api/tokens.ts";
import { compressDocument } from "./compress_document.ts";
import type { Core } from "./core.ts";
import { dispatch, malformed } from "./dispatch.ts";
import { waitField } from "./document.ts";
import { mountEndpoints } from "./endpoints.ts";
import { staticFile } from "./files/static_file.ts";
import { maxBody } from "./form_limits.ts";
import { type EndSession, filesLimit, type FormServices, respondForm } from "./form_post.ts";
import type { Outside } from "./forwarded.ts";
import { readFrame } from "./frame_text.ts";
import { openErrorPage } from "./open_page.ts";
import { type PrerenderedPages, prerenderedPages } from "./prerendered_pages.ts";
import { UnreadableForm } from "./read_form.ts";
import { secondsToWait, tooOftenHeaders } from "./request_rate.ts";
import { redirectResponse, respondOpened, respondPage } from "./respond_page.ts";
import { isCrossOrigin, secureHeaders } from "./security.ts";
import { type Visit, visitOf, type Visitor, visitorOf } from "./visit.ts";

/** What is answered beside the pages. */
export interface AppRoutes {
  /** The folder of the hashed scripts, served below `/_rally/assets/`. */
  readonly assets: string;
  /** The folder of the app's own files, served below `/`. */
  readonly static?: string;
  /**
   * The folder in which long files of posted forms wait for their action.
   * @default {the system's folder for temporary files}
   */
  readonly uploads?: string;
  /** The folder of the documents that the build has rendered. */
  readonly prerendered?: string;
  /** Adds middleware and routes; they come before everything of Rally but its checks of origin and size. */
  readonly extend?: (app: Hono) => void;
  /**
   * The most bytes of a body that the app's own routes and endpoints take. Forms and frames stay at 64 KiB.
   * @default {65536}
   */
  readonly maxBody?: number;
}

/** What the app needs beside the core. */
export interface RequestAppParts extends AppRoutes {
  /** How a request looks from outside. */
  outside(request: Request, peer?: string): Outside;
  isDraining(): boolean;
  readonly endSession: EndSession;
}

/** Builds the app that answers every request. */
export function createRequestApp(core: Core, parts: RequestAppParts): Hono {
  const prerendered = prerenderedPages(parts.prerendered);
  const app = new Hono<Env>();
  // What goes with a request is ours: the routes of an app need not know of it.
  const publicApp = app as unknown as Hono;
  app.use(async (context, next) => {
    const seen = parts.outside(context.req.raw, context.env?.address);
    const refusal = core.devHooks?.hostRefusal(seen.host);
    if (refusal !== undefined) return context.text(refusal, 403, secureHeaders);
    if (isCrossOrigin(context.req.raw, seen.host) && !bringsToken(context)) {
      const detail = "This request comes from another site";
      return isApiPath(context.req.path)
        ? problemResponse("denied", { detail })
        : context.text(detail, 403, secureHeaders);
    }
    context.set("visitor", visitorOf(context.req.raw, seen));
    await core.turns.wait(seen.address);
    await next();
  });
  const ownBody = limitBody(Math.max(parts.maxBody ?? 0, maxBody));
  const formBody = limitBody(maxBody);
  // A form with files is limited by its schema, while it is read.
  const takesFiles = (context: Context<Env>) =>
    filesLimit(core, { request: context.req.raw, visitor: context.var.visitor }) !== undefined;
  app.use((context, next) => takesFiles(context) || isApiPath(context.req.path) ? next() : ownBody(context, next));
  app.use(async (context, next) => {
    const { path } = context.req;
    // A document that was sent before the drain still gets its scripts.
    if (!parts.isDraining() || isApiPath(path) || path.startsWith("/_rally/assets/")) return await next();
    return context.text(drainDetail, 503, drainHeaders);
  });
  core.devHooks?.mount(publicApp);
  parts.extend?.(publicApp);
  // After what the app adds: without its headers for other sites (CORS) a browser hides this answer from its page.
  app.use(async ({ req }, next) => {
    if (!parts.isDraining() || !isApiPath(req.path)) return await next();
    return problemResponse("offline", { detail: drainDetail }, drainHeaders);
  });
  mountEndpoints(core, publicApp);
  mountApi(core, publicApp);
  app.get("/_rally/health", (context) => context.json({ status: "ok", build: core.manifest.build }));
  app.get("/_rally/assets/*", (context) => serveAsset(parts.assets, context));
  app.post(framePath, limitBody(maxBody), (context) => answerFrame(core, context));
  app.all(framePath, (context) => answerNotAllowed(context, "POST"));
  for (const path of ["/_rally/health", "/_rally/assets/*"]) {
    app.all(path, (context) => answerNotAllowed(context, "GET, HEAD"));
  }
  app.get("*", (context) => answerDocument(core, context, { directory: parts.static, prerendered }));
  app.post(
    "*",
    (context, next) => takesFiles(context) ? next() : formBody(context, next),
    (context) => answerForm(core, context, { endSession: parts.endSession, uploads: parts.uploads ?? tmpdir() }),
  );
  app.all("*", (context) => answerNotAllowed(context, "GET, HEAD, POST"));
  app.onError(async (error, context) => await answerFailure(core, error, context));
  return publicApp;
}

const drainDetail = "The server is restarting. Try again in a moment.";
const drainHeaders = { ...secureHeaders, "retry-after": "1", "connection": "close" };

/** What goes with each request: the address of its peer, from the listener, and who asks. */
interface Env {
  readonly Bindings: { readonly address?: string };
  readonly Variables: { readonly visitor: Visitor };
}

// No browser adds a token by itself, and beside one no cookie counts: no other site can do anything in a visitor's name.
function bringsToken({ req }: Context<Env>): boolean {
  return isApiPath(req.path) && bearerOf(req.raw) !== undefined;
}

function limitBody(maxSize: number): MiddlewareHandler {
  const tooLarge = (context: Context) => context.text("The body is too large", 413, secureHeaders);
  const counted = bodyLimit({ maxSize, onError: tooLarge });
  return (context, next) => {
    const { method, headers } = context.req.raw;
    if (method === "GET" || method === "HEAD") return next();
    const length = headers.get("content-length");
    if (length === null || headers.has("transfer-encoding")) return counted(context, next);
    // Nobody can send more than was declared: such a body needs no stream of its own, to look at which costs the most.
    return Number(length) > maxSize ? Promise.resolve(tooLarge(context)) : next();
  };
}

async function answerDocument(
  core: Core,
  context: Context<Env>,
  { directory, prerendered }: { readonly directory: string | undefined; readonly prerendered: PrerenderedPages },
): Promise<Response> {
  const request = context.req.raw;
  const visit = visitOfRequest(context);
  if (!visit) return context.text("There is nothing at this address", 404, secureHeaders);
  // A refused form leaves its address in the bar; asked for again, it is the page's own.
  if (new URLSearchParams(visit.search).has(actionField)) return redirectResponse(hrefWithout(visit, actionField), 302);
  // Only a path with a dot can be a file: pages need no look at the disk.
  const path = safeDecode(visit.path);
  const file = directory !== undefined && path?.includes(".")
    ? await staticFile({ directory, cache: "revalidate" }, path, request)
    : undefined;
  const kept = file ?? (path === undefined ? undefined : await prerendered(path, request));
  if (kept) return kept;
  const whole = new URLSearchParams(visit.search).has(waitField);
  const asked = whole ? visitOf(context.var.visitor, hrefWithout(visit, waitField)) ?? visit : visit;
  return await compressDocument(request, await respondPage(core, asked, { whole }));
}

async function answerForm(core: Core, context: Context<Env>, services: FormServices): Promise<Response> {
  const { visitor } = context.var;
  const wait = secondsToWait(core, visitor);
  if (wait > 0) return context.text(refuse.rateLimited().message, 429, tooOftenHeaders(wait));
  const request = context.req.raw;
  try {
    return await compressDocument(request, await respondForm(core, { request, visitor }, services));
  } catch (error) {
    if (error instanceof UnreadableForm) return context.text(error.message, error.status, secureHeaders);
    throw error;
  }
}

async function answerFrame(core: Core, context: Context<Env>): Promise<Response> {
  const wait = secondsToWait(core, context.var.visitor);
  const read = readFrame(await context.req.text().catch(() => ""));
  if (wait > 0) return context.json(["no", read?.frame[1] ?? null, refuse.rateLimited()], 429, tooOftenHeaders(wait));
  if (!read) return context.json({ error: "The body must be a frame: a JSON array" }, 400, secureHeaders);
  const { frame, excess } = read;
  if (excess !== undefined) return context.json(["no", frame[1] ?? null, malformed(excess)], 400, secureHeaders);
  const caller = { visitor: context.var.visitor, over: "post" as const, connection: undefined };
  const answer = await new Promise<Answer | undefined>((resolve, reject) =>
    dispatch(core, caller, frame, resolve).then(() => resolve(undefined), reject)
  );
  if (!answer) return context.json({ error: "The frame carries no id to answer to" }, 400, secureHeaders);
  return context.json(answer as never, 200, { ...secureHeaders, "cache-control": "no-store" });
}

async function serveAsset(directory: string, context: Context<Env>): Promise<Response> {
  const name = context.req.path.slice("/_rally/assets/".length);
  const file = await staticFile({ directory, cache: "immutable" }, name, context.req.raw);
  return file ?? context.text("This script does not exist", 404, secureHeaders);
}

function answerNotAllowed(context: Context<Env>, allow: string): Response {
  return context.text("This method is not allowed here", 405, { ...secureHeaders, allow });
}

async function answerFailure(core: Core, error: Error, context: Context<Env>): Promise<Response> {
  if (error instanceof HTTPException) return error.getResponse();
  const visit = visitOfRequest(context);
  if (!visit) return context.text("There is nothing at this address", 404, secureHeaders);
  try {
    const response = await respondOpened(core, visit, await openErrorPage(core, visit, error));
    return await compressDocument(context.req.raw, response);
  } catch (second) {
    const traceId = core.trace(`${context.req.method} ${visit.path}`, second);
    return context.text(`Something went wrong. Trace id: ${traceId}`, 500, secureHeaders);
  }
}

function hrefWithout({ path, search }: Visit, field: string): string {
  const query = new URLSearchParams(search);
  query.delete(field);
  return query.size > 0 ? `${path}?${query}` : path;
}

function visitOfRequest(context: Context<Env>): Visit | undefined {
  const url = new URL(context.req.url);
  return visitOf(context.var.visitor, url.pathname + url.search);
}

function safeDecode(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}
