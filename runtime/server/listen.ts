/**
 * The one place that knows the HTTP and socket libraries: `node:http` and `ws`. Deno's own server has no header
 * timeout, and its sockets can neither be limited to a message size nor dropped while their reader is stuck.
 *
 * @module
 */
import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import type { AddressInfo } from "node:net";
import { createAdaptorServer, type HttpBindings } from "@hono/node-server";
// @ts-types="@types/ws"
import { type WebSocket, WebSocketServer } from "ws";
import { apiProtocol, bearerProtocol } from "./api/api_connection.ts";
import type { RallyServer } from "./create_server.ts";
import { forwardedHeaders } from "./forwarded.ts";
import { createHeartbeats, type Heartbeat, type Pinged } from "./heartbeat.ts";
import { inTurns } from "./in_turns.ts";
import { createOutgoing } from "./outgoing.ts";

/** Where and how a server listens. */
export interface ListenOptions {
  /** @default {"127.0.0.1"} */
  readonly host?: string;
  /**
   * `0` takes any free port.
   * @default {8000}
   */
  readonly port?: number;
  /**
   * How long running answers may take after a drain was asked for, in milliseconds.
   * @default {10000}
   */
  readonly drainMs?: number;
}

/** A server that listens. */
export interface Listening {
  readonly port: number;
  /** `http://host:port` */
  readonly url: string;
  /** Takes no new connections, lets running answers finish, closes the sockets. */
  drain(): Promise<void>;
}

const limits = {
  /** A request's headers must be there within 10 s, the whole of it within 30 s. */
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 2_000,
  keepAliveTimeout: 5_000,
  /** 16 KiB of headers; more are answered with 431. */
  maxHeaderSize: 16 * 1024,
  /** 64 KiB in one message; a longer one closes the socket with 1009. */
  maxPayload: 64 * 1024,
  /** Frames of one socket, and new sockets, before everything else that is ready has its turn. */
  framesPerTurn: 4,
  upgradesPerTurn: 4,
};

/** Thrown when an address cannot be listened on. Nothing is wrong with the code, so it carries no stack. */
export class ListenError extends Error {
  override name = "ListenError";
  /** What to do about it. */
  readonly hint: string;

  constructor(message: string, hint: string, cause: unknown) {
    super(message, { cause });
    this.hint = hint;
    this.stack = `${this.name}: ${message}\nhint: ${hint}`;
  }
}

/**
 * Opens the port.
 *
 * @throws {ListenError} When the port is in use, or the address is none that may be listened on.
 */
export async function listen(rally: RallyServer, options: ListenOptions = {}): Promise<Listening> {
  const { host = "127.0.0.1", port = 8000, drainMs = 10_000 } = options;
  const { headersTimeout, requestTimeout, connectionsCheckingInterval, keepAliveTimeout, maxHeaderSize } = limits;
  const server = createAdaptorServer({
    fetch: (request, env) =>
      rally.app.fetch(request, { ...env, address: (env as HttpBindings).incoming.socket.remoteAddress }),
    serverOptions: { headersTimeout, requestTimeout, connectionsCheckingInterval, keepAliveTimeout, maxHeaderSize },
  }) as Server;
  const sockets = acceptSockets(server, rally);
  const silent = watchSilent(server);
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error) => reject(listenError(error, host, port)));
    server.listen(port, host, () => resolve());
  });
  const bound = (server.address() as AddressInfo).port;
  return {
    port: bound,
    url: `http://${host.includes(":") ? `[${host}]` : host}:${bound}`,
    drain: () => drain(server, rally, { sockets, silent, drainMs }),
  };
}

function listenError(cause: Error, host: string, port: number): Error {
  const [reason, hint] = listenReason("code" in cause ? String(cause.code) : "", host, port) ?? [];
  if (reason === undefined || hint === undefined) return cause;
  return new ListenError(`Cannot listen on ${host}:${port}: ${reason}`, hint, cause);
}

/** What an error code of the system means here, and what to do. */
function listenReason(code: string, host: string, port: number): [reason: string, hint: string] | undefined {
  switch (code) {
    case "EADDRINUSE": {
      const other = port < 65_535 ? port + 1 : 8000;
      return [
        "the port is in use",
        `stop what listens there (is "deno task dev" or "deno task start" still running?), ` +
        `or choose another port: PORT=${other}, or --port ${other}`,
      ];
    }
    case "EADDRNOTAVAIL":
      return [
        `this machine has no address "${host}"`,
        "set HOST=127.0.0.1 for this machine alone, HOST=0.0.0.0 for all",
      ];
    case "EACCES":
      return [
        "the system does not allow it",
        port < 1024 ? "choose a port above 1023, PORT=8000" : "choose another port",
      ];
    case "EINVAL":
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return [
        `"${host}" is no address of this machine`,
        "set HOST to an IP address, HOST=127.0.0.1 for this machine alone",
      ];
  }
}

function acceptSockets(server: Server, rally: RallyServer): WebSocketServer {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: limits.maxPayload,
    perMessageDeflate: false,
    // Never the token that may stand beside it.
    handleProtocols: (names) => names.has(apiProtocol) && apiProtocol,
  });
  const startHeartbeat = createHeartbeats();
  const upgrades = inTurns<readonly [IncomingMessage, Duplex, Buffer]>({
    perTurn: limits.upgradesPerTurn,
    take([message, socket, head]) {
      const request = requestOf(message);
      const address = message.socket.remoteAddress ?? "";
      const refused = request ? rally.refusesSocket(request, address) : 403;
      if (!request || refused) return refuseUpgrade(socket, refused ?? 403);
      sockets.handleUpgrade(
        message,
        socket,
        head,
        (webSocket) => attach(webSocket, rally, { request, address, startHeartbeat }),
      );
    },
  });
  server.on("upgrade", (message: IncomingMessage, socket: Duplex, head) => {
    // A peer that is gone already would otherwise end the process: after `upgrade` nobody else listens.
    socket.on("error", () => socket.destroy());
    upgrades.push([message, socket, head]);
  });
  return sockets;
}

function attach(
  socket: WebSocket,
  rally: RallyServer,
  { request, address, startHeartbeat }: {
    readonly request: Request;
    readonly address: string;
    startHeartbeat(socket: Pinged): Heartbeat;
  },
): void {
  const outgoing = createOutgoing(socket);
  let isEnding = false;
  const connection = rally.connect(request, {
    address,
    send: outgoing.send,
    queue: outgoing,
    close(code, reason) {
      isEnding = true;
      socket.close(code, reason);
    },
  });
  const heartbeat = startHeartbeat(socket);
  socket.on("pong", heartbeat.heard);
  // Who sends more than is read at a turn is not read meanwhile: the rest waits on her side.
  const frames = inTurns<string>({
    perTurn: limits.framesPerTurn,
    // What was sent before the other side's goodbye counts; what comes after this side's does not.
    take: (text) => isEnding ? socket.terminate() : connection.receiveText(text),
    waits: () => socket.pause(),
    caughtUp: () => socket.resume(),
  });
  socket.on("message", (data, isBinary) => {
    if (socket.readyState !== socket.OPEN) return socket.terminate();
    heartbeat.heard();
    if (isBinary) return socket.close(1003, "Frames are text");
    frames.push(data.toString());
  });
  socket.on("error", () => socket.terminate());
  socket.on("close", () => {
    heartbeat.stop();
    outgoing.stop();
    // After a goodbye there are none; of a connection that broke they are as lost as what was on its way.
    frames.clear();
    connection.closed();
  });
}

function requestOf(message: IncomingMessage): Request | undefined {
  const { host, origin, cookie, authorization, "sec-websocket-protocol": protocols } = message.headers;
  const address = `http://${host}${message.url}`;
  if (!host || !URL.canParse(address)) return undefined;
  const headers = new Headers({ host });
  if (origin) headers.set("origin", origin);
  if (cookie) headers.set("cookie", cookie);
  if (protocols) headers.set("sec-websocket-protocol", protocols);
  const bearer = bearerProtocol(protocols);
  if (authorization ?? bearer) headers.set("authorization", authorization ?? `Bearer ${bearer}`);
  for (const name of forwardedHeaders) {
    const value = message.headers[name];
    if (value) headers.set(name, String(value));
  }
  return new Request(address, { headers });
}

const upgradeRefusals = {
  403: "403 Forbidden",
  429: "429 Too Many Requests\r\nretry-after: 5",
  503: "503 Service Unavailable\r\nretry-after: 1",
} as const;

/** Who was refused for coming too often comes again when told so: not at once, or the refusals alone would be a flood. */
const refusalDelayMs = 1_000;

function refuseUpgrade(socket: Duplex, status: keyof typeof upgradeRefusals): void {
  if (status === 429) setTimeout(endUpgrade, refusalDelayMs, socket, status);
  else endUpgrade(socket, status);
}

function endUpgrade(socket: Duplex, status: keyof typeof upgradeRefusals): void {
  socket.end(`HTTP/1.1 ${upgradeRefusals[status]}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}

/**
 * The connections that have asked nothing yet: browsers open some ahead. For `node:http` they are not idle, and a drain
 * would wait for them.
 */
function watchSilent(server: Server): ReadonlySet<Duplex> {
  const silent = new Set<Duplex>();
  const speaks = ({ socket }: IncomingMessage) => void silent.delete(socket);
  server.on("connection", (socket: Duplex) => {
    silent.add(socket);
    socket.once("close", () => silent.delete(socket));
  });
  server.on("request", speaks).on("upgrade", speaks);
  return silent;
}

async function drain(
  server: Server,
  rally: RallyServer,
  { sockets, silent, drainMs }: {
    readonly sockets: WebSocketServer;
    readonly silent: ReadonlySet<Duplex>;
    readonly drainMs: number;
  },
): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const force = setTimeout(() => {
    for (const socket of sockets.clients) socket.terminate();
    server.closeAllConnections();
  }, drainMs);
  // What a socket has asked is answered before it is closed: an acknowledged save is told. A handler that takes longer
  // loses its socket to `force`, and with it the place to answer to.
  await Promise.race([rally.finish(), closed]);
  rally.close(1012, "The server is restarting");
  server.closeIdleConnections();
  for (const connection of silent) connection.destroy();
  await closed;
  clearTimeout(force);
}
