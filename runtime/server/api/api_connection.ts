/**
 * The socket of the HTTP API: topics for programs. It speaks the `topics` frames of browsers, with each topic a region of
 * its own, events as JSON with names, and a refusal where a browser would hear nothing:
 *
 * ```
 * ["topics", "game/3", [["game/3", since]]]   listen; with an empty list no longer
 * ["event", "game/3", at, event]              ["lost", "game/3"]   ["no", "game/3", refusal]
 * ```
 *
 * @module
 */
import { refuse } from "../../page/result.ts";
import type { PlacedEvent } from "../../topics/bus.ts";
import type { Json } from "../../wire/codec.ts";
import type { AskedTopic } from "../../wire/frames.ts";
import { type Connection, isTopicList, type Wire } from "../connection.ts";
import { costOf, readFrame } from "../frame_text.ts";
import type { Core } from "../core.ts";
import { createLag } from "../lag.ts";
import { matchTopic } from "../match_topic.ts";
import { tokenHashOf } from "../session.ts";
import { allowedTopics } from "../topic_access.ts";
import type { Visitor } from "../visit.ts";
import { apiVisitor } from "./api_visitor.ts";
import { keyedOf } from "./keyed_schema.ts";
import { topicScope } from "./scopes.ts";
import { bearerOf, mayUse } from "./tokens.ts";

/** The subprotocol by which a program asks for this socket; `bearer.TOKEN` beside it is its token. */
export const apiProtocol = "rally.api";

/** What {@linkcode createApiConnection} takes. */
export interface ApiConnectionOptions {
  readonly request: Request;
  readonly visitor: Visitor;
  readonly wire: Wire;
  /** Called once, when the socket is gone. */
  onClosed(): void;
}

/** The most topics of one socket. */
const maxTopics = 200;

/** How long a revoked token may still listen, in milliseconds. */
const recheckMs = 30_000;

/** Opens a connection: says hello and waits for frames. */
export function createApiConnection(core: Core, options: ApiConnectionOptions): Connection {
  const { request, visitor, wire, onClosed } = options;
  const id = crypto.randomUUID();
  const keys = new Set<string>();
  let gone = false;
  let stopRecheck = () => {};
  let order: Promise<void> = Promise.resolve();

  function send(frame: Json): void {
    wire.send(JSON.stringify(frame));
  }

  const lag = createLag(wire.queue, (key) => send(["lost", key]));

  /** Who asks, looked up anew: a token may have ended since. */
  async function asking(): Promise<Visitor | undefined> {
    const asked = await apiVisitor(core, request, visitor);
    if (!(asked instanceof Response)) return asked;
    wire.close(4001, "This token is not valid");
  }

  async function listen(key: string, topics: readonly AskedTopic[]): Promise<void> {
    const asked = await asking();
    if (!asked || gone) return;
    if (topics.length > 0 && !keys.has(key) && keys.size >= maxTopics) return refuseTopic(key);
    const inScope = topics.length === 0 || mayHear(core, asked, key);
    const allowed = inScope ? await allowedTopics(core, { visitor: asked, region: key, href: undefined, topics }) : [];
    if (gone) return;
    if (allowed.length > 0) keys.add(key);
    else keys.delete(key);
    if (core.hub.sync(connection, key, allowed) === "lost") send(["lost", key]);
    if (allowed.length < topics.length) refuseTopic(key);
  }

  function refuseTopic(key: string): void {
    send(["no", key, refuse.denied() as unknown as Json]);
  }

  function handle(frame: readonly unknown[]): Promise<void> | void {
    const [kind, key, topics] = frame;
    if (kind === "ping") return send(["pong"]);
    const isTopics = kind === "topics" && typeof key === "string" && isTopicList(topics) &&
      topics.every(([name]) => name === key);
    if (isTopics) return listen(key, topics);
    wire.close(1008, "Only topics and ping are known here");
  }

  function inOrder(work: () => Promise<unknown> | void): void {
    const done = order.then(work).then(() => {}, (error) => void core.trace("frame of an API socket", error));
    order = done;
    core.watch("frame of an API socket", done);
  }

  function recheck(): void {
    if (bearerOf(request) === undefined) return;
    stopRecheck = core.clock.after(recheckMs, () => {
      inOrder(asking);
      recheck();
    });
  }

  const connection: Connection = {
    id,
    sessionHash: tokenHashOf(visitor),
    // Everything that listens here is told by `receive`.
    deliver() {},
    receive(region, event) {
      if (lag.keepsUp([region])) send(["event", region, event.at, keyedEvent(core, region, event)]);
      return true;
    },
    receiveText(text) {
      const cost = costOf(text);
      const wait = core.limits.socket.take(id, cost) || core.limits.address.take(visitor.address, cost);
      if (wait > 0) return wire.close(1008, "Too many frames");
      const read = readFrame(text);
      if (!read) return wire.close(1007, "This frame is not a JSON array");
      const { frame, excess } = read;
      if (excess !== undefined) return wire.close(1008, `This frame cannot be read: ${excess}`);
      inOrder(() => handle(frame));
    },
    closed() {
      gone = true;
      stopRecheck();
      core.hub.leave(connection);
      onClosed();
    },
    finish: () => order,
    close: wire.close,
  };
  send(["hello", core.manifest.build]);
  inOrder(asking);
  recheck();
  return connection;
}

/** Whether a socket's request asks for this kind of connection. */
export function isApiSocket(request: Request): boolean {
  return protocolsOf(request.headers.get("sec-websocket-protocol")).includes(apiProtocol);
}

/** The token that a socket's request brings: browsers can set no header for a socket, but its subprotocols. */
export function bearerProtocol(protocols: string | undefined): string | undefined {
  return protocolsOf(protocols).find((name) => name.startsWith("bearer."))?.slice("bearer.".length);
}

function protocolsOf(header: string | null | undefined): string[] {
  return (header ?? "").split(",").map((name) => name.trim());
}

function mayHear(core: Core, { token }: Visitor, key: string): boolean {
  const pattern = matchTopic(core.table.topics, key)?.entry.topic.pattern;
  return !token || (pattern !== undefined && mayUse(token, topicScope(pattern)));
}

// One event is written once, however many programs listen.
const written = new WeakMap<PlacedEvent, Json>();

function keyedEvent(core: Core, key: string, event: PlacedEvent): Json {
  const known = written.get(event);
  if (known !== undefined) return known;
  const { entry: { topic, codec } } = matchTopic(core.table.topics, key)!;
  const json = keyedOf(topic.spec.event, "output").write(codec.unpack(event.event));
  written.set(event, json);
  return json;
}
