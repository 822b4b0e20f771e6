/**
 * A Rally server without a port: its Hono app, and the way in for sockets. `listen.ts` gives it a port.
 *
 * @module
 */
import type { Hono } from "hono";
import { devQuery } from "../wire/dev/dev_messages.ts";
import { socketPath } from "../wire/frames.ts";
import { createApiConnection, isApiSocket } from "./api/api_connection.ts";
import { bearerOf } from "./api/tokens.ts";
import { type Connection, createConnection, type Wire } from "./connection.ts";
import { type Core, type CoreOptions, createCore } from "./core.ts";
import { type Outside, outsideOf } from "./forwarded.ts";
import { type AppRoutes, createRequestApp } from "./request_app.ts";
import { isOriginOf } from "./security.ts";
import { type Visitor, visitorOf } from "./visit.ts";

/** What {@linkcode createServer} takes beside what it needs to run. */
export interface ServerOptions extends CoreOptions, AppRoutes {
  /**
   * How many proxies stand in front, whose `X-Forwarded-…` headers are believed.
   * @default {0}
   */
  readonly proxies?: number;
}

/** A server without a port: its Hono app, and the way in for sockets. */
export interface RallyServer {
  /** Answers every request. */
  readonly app: Hono;
  /** Opens a connection for a socket whose upgrade was not refused by {@linkcode RallyServer.refusesSocket}. */
  connect(request: Request, wire: Wire): Connection;
  /**
   * The status that an upgrade request is refused with; `undefined` when it is accepted. 403: another site, or another
   * path; 429: too many from the address of this peer; 503: the server drains.
   */
  refusesSocket(request: Request, peer?: string): 403 | 429 | 503 | undefined;
  /** Answers new requests with 503 and reads nothing more from any socket; resolves when all that was read has been answered. */
  finish(): Promise<void>;
  /** Closes every socket. */
  close(code: number, reason: string): void;
}

/** Builds the server of an app. */
export function createServer(options: ServerOptions): RallyServer {
  const core = createCore(options);
  const connections = new Set<Connection>();
  let draining = false;
  let warned = false;

  function outside(request: Request, peer = ""): Outside {
    if (!options.proxies && !warned && request.headers.has("x-forwarded-for")) {
      warned = true;
      core.log("A request came through a proxy that is not trusted: set TRUST_PROXY=1 if it is yours");
    }
    return outsideOf(request, { proxies: options.proxies ?? 0, peer });
  }

  return {
    app: createRequestApp(core, {
      ...options,
      outside,
      isDraining: () => draining,
      endSession(tokenHash) {
        for (const connection of connections) {
          if (connection.sessionHash === tokenHash) connection.close(4001, "The session has ended");
        }
      },
    }),
    connect(request, wire) {
      const { search } = new URL(request.url);
      const visitor = visitorOf(request, outside(request, wire.address));
      const uncount = core.limits.sockets.add(visitor.address);
      const onClosed = () => {
        if (connections.delete(connection)) uncount();
      };
      const open = opener(core, { request, visitor, onClosed });
      const { devHooks } = core;
      const connection: Connection = !devHooks
        ? open(wire)
        : search === `?${devQuery}`
        ? devHooks.connect(wire, onClosed)
        : devHooks.tap({ request, visitor, wire, open });
      connections.add(connection);
      return connection;
    },
    refusesSocket(request, peer) {
      const origin = request.headers.get("origin");
      const { host, address } = outside(request, peer);
      // As over HTTP: what brings a token is a program, wherever it runs.
      const bringsToken = isApiSocket(request) && bearerOf(request) !== undefined;
      const isForeign = origin !== null && !isOriginOf(origin, host) && !bringsToken;
      if (core.devHooks?.hostRefusal(host) !== undefined) return 403;
      if (isForeign || new URL(request.url).pathname !== socketPath) return 403;
      if (draining) return 503;
      const { sockets, address: rate } = core.limits;
      return sockets.hasRoom(address) && rate.take(address) === 0 ? undefined : 429;
    },
    async finish() {
      draining = true;
      await Promise.all(Array.from(connections, (connection) => connection.finish()));
    },
    close(code, reason) {
      for (const connection of connections) connection.close(code, reason);
    },
  };
}

// A function of its own: what `connect` itself closes over is held as long as the socket, and a request is large.
function opener(
  core: Core,
  { request, visitor, onClosed }: { request: Request; visitor: Visitor; onClosed: () => void },
): (wire: Wire) => Connection {
  return (wire) =>
    isApiSocket(request)
      ? createApiConnection(core, { request, visitor, wire, onClosed })
      : createConnection(core, { visitor, wire, onClosed });
}
