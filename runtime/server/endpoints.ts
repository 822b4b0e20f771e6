/**
 * The files of `app/api/`: Hono apps that answer programs, mounted as they are.
 *
 * @module
 */
import { type Context, Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import type { Core } from "./core.ts";
import { secureHeaders } from "./security.ts";
import { wrongReturn } from "./wrong_return.ts";

/** Mounts every endpoint of the app at its path. */
export function mountEndpoints(core: Core, app: Hono): void {
  // The longer path first: `/api/games/export` is not taken for the parameter of a route in `app/api/games.ts`.
  const sorted = core.table.endpoints.toSorted((left, right) => right.path.length - left.path.length);
  for (const { file, path, app: endpoint } of sorted) {
    if (!isHono(endpoint)) {
      throw wrongReturn(endpoint, { what: `The default export of ${file}`, expected: ["new Hono()"] });
    }
    const mounted = new Hono();
    // What the endpoint does not handle itself is told to a program, and not to a visitor.
    mounted.onError((error, context) => answerFailure(core, error, context));
    mounted.route("/", endpoint);
    app.route(path, mounted);
  }
}

function answerFailure(core: Core, error: Error, context: Context): Response {
  if (error instanceof HTTPException) return error.getResponse();
  const traceId = core.trace(`${context.req.method} ${context.req.path}`, error);
  return context.json({ error: "Something went wrong", traceId }, 500, secureHeaders);
}

/** The app's own Hono may be another copy than ours, so it is known by what `route` asks of it. */
function isHono(value: unknown): boolean {
  return typeof value === "object" && value !== null && "routes" in value && Array.isArray(value.routes) &&
    "fetch" in value;
}
