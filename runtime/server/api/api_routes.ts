/**
 * The HTTP API: pages and actions for programs, by the same dispatcher as the frames of browsers. Mounted by
 * `request_app.ts`, behind its checks of origin.
 *
 * @module
 */
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { refuse } from "../../page/result.ts";
import type { Core } from "../core.ts";
import { maxBody } from "../form_limits.ts";
import { secondsToWait, tooOftenHeaders } from "../request_rate.ts";
import type { Visitor } from "../visit.ts";
import { actionAddress, apiPath, pageVisit } from "./api_address.ts";
import { apiVisitor, outOfScope, pageScope } from "./api_visitor.ts";
import { callAction } from "./call_action.ts";
import { openApi, type OpenApiInfo } from "./openapi.ts";
import { malformed, problemResponse, refusalResponse } from "./problem.ts";
import { readData } from "./read_data.ts";
import { actionScope } from "./scopes.ts";

/** What the app has found out about a request before. */
interface Env {
  readonly Variables: { visitor: Visitor };
}

/** Whether a path is one of the API, whose answers are JSON whatever goes wrong. */
export function isApiPath(path: string): boolean {
  return path === apiPath || path.startsWith(`${apiPath}/`);
}

/** Adds the routes of the API. */
export function mountApi(core: Core, app: Hono): void {
  const api = new Hono<Env>();
  api.use(async (context, next) => {
    const asked = await apiVisitor(core, context.req.raw, context.var.visitor);
    // A wrong token counts too, by its address: nobody may try them at will.
    const wait = secondsToWait(core, asked instanceof Response ? context.var.visitor : asked);
    if (wait > 0) {
      return problemResponse("rate_limited", { detail: refuse.rateLimited().message }, tooOftenHeaders(wait));
    }
    if (asked instanceof Response) return asked;
    context.set("visitor", asked);
    await next();
  });
  api.use(bodyLimit({ maxSize: maxBody, onError: () => problemResponse("too_large", { detail: bodyTooLarge }) }));
  api.on("GET", ["/", "/*"], (context) => answerRead(core, context.req.raw, context.var.visitor));
  api.on("POST", ["/", "/*"], (context) => answerCall(core, context.req.raw, context.var.visitor));
  api.all("*", () => problemResponse("method_not_allowed", { detail: methods }, { allow: "GET, HEAD, POST" }));
  if (core.dev) app.get("/_rally/openapi.json", (context) => context.json(openApi(core.table, openApiInfo(core))));
  app.route(apiPath, api as unknown as Hono);
}

function openApiInfo({ manifest }: Core): OpenApiInfo {
  return { title: "The app in development", version: manifest.build };
}

const bodyTooLarge = `A body has at most ${maxBody} bytes.`;
const methods = "GET reads the data of a page, POST calls an action.";

async function answerRead(core: Core, request: Request, visitor: Visitor): Promise<Response> {
  const visit = pageVisit(visitor, new URL(request.url));
  if (!visit) return refusalResponse(refuse.notFound("There is no page at this address."));
  return outOfScope(visitor, pageScope(core, visit)) ?? await readData(core, visit);
}

async function answerCall(core: Core, request: Request, visitor: Visitor): Promise<Response> {
  const address = actionAddress(core, visitor, new URL(request.url));
  if (!address) return malformed("", `Expected an action behind the page's address: ${apiPath}/games/3:adjust`);
  if (address.owner === undefined) return refusalResponse(refuse.notFound("There is no page at this address."));
  return outOfScope(visitor, actionScope(address.owner, address.action)) ??
    await callAction(core, { visitor, address, request });
}
