/**
 * One socket: reads frames, answers requests, and is told events by the hub. It knows nothing of the library under it;
 * `listen.ts` gives it a way to send and to close.
 *
 * @module
 */
import type { Listener, TopicSince } from "../topics/hub.ts";
import type { PlacedEvent } from "../topics/bus.ts";
import type { Region, ServerFrame } from "../wire/frames.ts";
import type { Core } from "./core.ts";
import { dispatch } from "./dispatch.ts";
import { createLivePage, type LivePage } from "./live_page.ts";
import { tokenHashOf } from "./session.ts";
import { allowedTopics } from "./topic_access.ts";
import type { Visitor } from "./visit.ts";

/** What a connection sends through. */
export interface Wire {
  send(text: string): void;
  /** @param code A close code of RFC 6455, e.g. 1008. */
  close(code: number, reason: string): void;
}

/** One open socket. */
export interface Connection extends Listener {
  /** The hash of the session it was opened with; `undefined` for a visitor. */
  readonly sessionHash: string | undefined;
  /** Takes one text message. */
  receiveText(text: string): void;
  /** The socket is gone. */
  closed(): void;
  close(code: number, reason: string): void;
}

/** The most topics that one loop may listen to. */
const maxTopics = 200;

/** What {@linkcode createConnection} takes. */
export interface ConnectionOptions {
  readonly visitor: Visitor;
  readonly wire: Wire;
  /** Called once, when the socket is gone. */
  onClosed(): void;
}

/** Opens a connection: says hello and waits for frames. */
export function createConnection(core: Core, { visitor, wire, onClosed }: ConnectionOptions): Connection {
  let live: LivePage | undefined;
  let gone = false;
  let order: Promise<void> = Promise.resolve();
  const caller = { visitor, over: "socket" as const, connection: undefined as object | undefined };

  function send(frame: ServerFrame): void {
    wire.send(JSON.stringify(frame));
  }

  async function syncFrame([, region, topics]: readonly unknown[]): Promise<void> {
    if (typeof region !== "string" || !isTopicList(topics)) return;
    const allowed = await allowedTopics(core, visitor, topics);
    if (gone) return;
    if (core.hub.sync(connection, region, allowed) === "lost") send(["lost", region]);
  }

  async function joinFrame([, id, href, token]: readonly unknown[]): Promise<void> {
    if (typeof id !== "number" || typeof href !== "string" || typeof token !== "string") return;
    live?.stop();
    live = await createLivePage(core, { visitor, href, token, connection, send });
    if (gone || !live) return send(["to", id, href]);
    send(["ok", id, live.joined, null]);
    live.start();
  }

  // What replaces the state of a loop is done one after the other; requests overtake each other freely.
  function inOrder(work: () => Promise<void> | void): Promise<void> {
    order = order.then(work, work);
    return order;
  }

  async function handle(frame: readonly unknown[]): Promise<void> {
    switch (frame[0]) {
      case "ping":
        return send(["pong"]);
      case "topics":
        return await inOrder(() => syncFrame(frame));
      case "join":
        return await inOrder(() => joinFrame(frame));
      case "leave":
        return await inOrder(() => {
          live?.stop();
          live = undefined;
        });
      case "act":
        return live?.act(frame);
      default:
        return await dispatch(core, caller, frame, send);
    }
  }

  const connection: Connection = {
    sessionHash: tokenHashOf(visitor),
    deliver: (frame) => wire.send(frame),
    receive(region: Region, event: PlacedEvent) {
      if (region !== "page" || !live) return false;
      live.receive(event);
      return true;
    },
    receiveText(text) {
      const frame = parseFrame(text);
      if (!frame) return wire.close(1007, "This frame is not a JSON array");
      handle(frame).catch((error) => core.trace(`frame "${String(frame[0])}"`, error));
    },
    closed() {
      gone = true;
      live?.stop();
      core.hub.leave(connection);
      onClosed();
    },
    close: wire.close,
  };
  caller.connection = connection;
  send(["hello", core.manifest.build]);
  return connection;
}

function isTopicList(value: unknown): value is TopicSince[] {
  return Array.isArray(value) && value.length <= maxTopics &&
    value.every((topic) =>
      Array.isArray(topic) && typeof topic[0] === "string" && Array.isArray(topic[1]) &&
      typeof topic[1][0] === "string" && typeof topic[1][1] === "number"
    );
}

function parseFrame(text: string): readonly unknown[] | undefined {
  try {
    const frame: unknown = JSON.parse(text);
    return Array.isArray(frame) ? frame : undefined;
  } catch {
    return undefined;
  }
}
