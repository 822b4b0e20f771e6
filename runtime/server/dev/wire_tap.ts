/**
 * Where the wire is looked at: the sockets of tabs and programs, the frames that are posted, and the HTTP API. Gives the
 * page that shows it, too.
 *
 * @module
 */
import type { Hono, MiddlewareHandler } from "hono";
import type { Json } from "../../wire/codec.ts";
import { secretsIn, withoutSecrets } from "../../wire/dev/secrets.ts";
import { lineHeader, lineQuery, noTab } from "../../wire/dev/wire_entry.ts";
import { framePath } from "../../wire/frames.ts";
import { apiPath } from "../api/api_address.ts";
import { isApiSocket } from "../api/api_connection.ts";
import type { Connection, Wire } from "../connection.ts";
import { maxBody } from "../form_limits.ts";
import { tokenHashOf } from "../session.ts";
import type { Visitor } from "../visit.ts";
import { readable } from "./readable.ts";
import { tapLine, type TapOptions } from "./tapped_line.ts";

/** A socket that is to be looked at. */
export interface TappedSocket {
  readonly request: Request;
  readonly visitor: Visitor;
  readonly wire: Wire;
  /** Opens its connection. */
  open(wire: Wire): Connection;
}

/** Looks at the wire of one server. */
export interface WireTap {
  /** Opens a connection whose frames are looked at. */
  connect(socket: TappedSocket): Connection;
  /** Looks at the requests of an app. */
  mount(app: Hono): void;
}

/** Makes a tap. */
export function createWireTap(options: TapOptions): WireTap {
  let programs = 0;

  function lineOf(given: string | null): string {
    // Whatever else is sent there would be shown as a tab.
    return given !== null && /^\w{1,20}\.\w{1,20}$/.test(given) ? given : `${noTab}.${++programs}`;
  }

  const tapFrame: MiddlewareHandler<Env> = async (context, next) => {
    const request = context.req.raw;
    const line = lineOf(request.headers.get(lineHeader));
    const tapped = tapLine({ line, session: sessionOf(context.var.visitor), isProgram: false }, options);
    tapped.received(await bodyOf(request));
    await next();
    tapped.sent(await bodyOf(context.res));
  };

  const tapApi: MiddlewareHandler<Env> = async (context, next) => {
    const request = context.req.raw;
    const { pathname, search } = new URL(request.url);
    const name = `${request.method} ${pathname.slice(apiPath.length)}${search}`;
    const line = lineOf(null);
    const session = sessionOf(context.var.visitor);
    const common = { line, session, kind: "http", name, page: "", index: 0, messages: [] };
    const sent = await bodyOf(request);
    const began = options.now();
    const asked = { ...common, ...shown(sent), from: "browser" as const, words: "HTTP request", at: Date.now() };
    const number = options.log.add(asked);
    await next();
    const serverMs = options.now() - began;
    const words = `HTTP ${context.res.status}`;
    const body = shown(await bodyOf(context.res));
    options.log.add({ ...common, ...body, from: "server", words, at: Date.now(), serverMs, answers: number });
    options.log.note(number, { serverMs });
  };

  return {
    connect({ request, visitor, wire, open }) {
      const { searchParams } = new URL(request.url);
      const isProgram = isApiSocket(request);
      const line = lineOf(isProgram ? null : searchParams.get(lineQuery));
      const tapped = tapLine({ line, session: sessionOf(visitor), isProgram }, options);
      const connection = open({
        ...wire,
        send(text) {
          tapped.sent(text);
          wire.send(text);
        },
      });
      return {
        ...connection,
        receiveText(text) {
          tapped.received(text);
          connection.receiveText(text);
        },
      };
    },
    mount(app) {
      // What goes with a request is ours: the routes of an app need not know of it.
      const tapped = app as unknown as Hono<Env>;
      tapped.use(framePath, tapFrame);
      tapped.use(`${apiPath}/*`, tapApi);
    },
  };
}

/** What goes with each request. */
interface Env {
  readonly Variables: { readonly visitor: Visitor };
}

/** The first digits of the session's hash: enough to tell two people apart. */
function sessionOf(visitor: Visitor): string {
  return tokenHashOf(visitor)?.slice(0, 6) ?? "visitor";
}

/** A copy of a body that is no longer than what a frame may have; nothing of any other one. */
async function bodyOf(message: Request | Response): Promise<string> {
  const length = Number(message.headers.get("content-length") ?? 0);
  return length > maxBody || message.body === null ? "" : await message.clone().text();
}

/** The body of a program as it came: it has names already. */
function shown(text: string): { readonly value: Json; readonly raw: string; readonly bytes: number } {
  const bytes = new TextEncoder().encode(text).length;
  try {
    const json: Json = JSON.parse(text);
    const secrets = secretsIn(json);
    const value = withoutSecrets(readable(json), secrets);
    return { value, raw: secrets.size === 0 ? text : JSON.stringify(value), bytes };
  } catch {
    return { value: null, raw: text, bytes };
  }
}
