/**
 * One socket: reads frames, answers requests, and is told events by the hub. It knows nothing of the library under it;
 * `listen.ts` gives it a way to send and to close.
 *
 * @module
 */
import type { Listener } from "../topics/hub.ts";
import type { PlacedEvent } from "../topics/bus.ts";
import { type AskedTopic, type LaterFrame, protocol, type Region, type ServerFrame } from "../wire/frames.ts";
import { type Refusal, refuse } from "../page/result.ts";
import { namedRegion } from "../wire/region.ts";
import type { RenderOptions } from "../render/render_html.ts";
import type { KnownTemplates } from "../live/live_view.ts";
import type { Core } from "./core.ts";
import { dispatch, malformed, outdated } from "./dispatch.ts";
import { charactersOfOne, costOf, readFrame } from "./frame_text.ts";
import { createLag } from "./lag.ts";
import { createLiveLoops, isId } from "./live_loops.ts";
import { matchTopic } from "./match_topic.ts";
import type { Outgoing } from "./outgoing.ts";
import { tokenHashOf } from "./session.ts";
import { allowedTopics } from "./topic_access.ts";
import type { Visitor } from "./visit.ts";

/** What a connection sends through. */
export interface Wire {
  /** The address of the peer, where there is a network. */
  readonly address?: string;
  send(text: string): void;
  /** What waits to be sent, where there is a network. */
  readonly queue?: Pick<Outgoing, "isBehind" | "whenRoom">;
  /** @param code A close code of RFC 6455, e.g. 1008. */
  close(code: number, reason: string): void;
}

/** One open socket. */
export interface Connection extends Listener {
  /** The hash of the session it was opened with; `undefined` for a visitor. */
  readonly sessionHash: string | undefined;
  /** Takes one text message. */
  receiveText(text: string): void;
  /** What the view of its live page or layout draws now from nothing, for tests; programs have none. */
  drawn?(region: Region, options: RenderOptions): string | undefined;
  /** The socket is gone. */
  closed(): void;
  close(code: number, reason: string): void;
  /** Reads no more frames; resolves when those that were read have been answered. */
  finish(): Promise<void>;
}

/** The most topics that one loop may listen to. */
const maxTopics = 200;
/** The most frames that are worked on at a time. */
const maxRunning = 100;
/** Whoever is refused so often, one time after the other, does not listen. */
const maxRefused = 200;

/** What {@linkcode createConnection} takes. */
export interface ConnectionOptions {
  readonly visitor: Visitor;
  readonly wire: Wire;
  /** Called once, when the socket is gone. */
  onClosed(): void;
}

/** Opens a connection: says hello and waits for frames. */
export function createConnection(core: Core, { visitor, wire, onClosed }: ConnectionOptions): Connection {
  let gone = false;
  let running = 0;
  let refused = 0;
  let finishing: Promise<void> | undefined;
  let idle: (() => void) | undefined;
  /** By loop: the end of what is done for it. */
  const orders = new Map<Region, Promise<void>>();
  const latestSeen = new Map<Region, readonly unknown[]>();
  const id = crypto.randomUUID();
  const known: KnownTemplates = new Set();
  const sessionHash = tokenHashOf(visitor);
  // What follows the answer to an earlier navigation is for a page that was left.
  let lastGo: unknown;
  const caller = {
    visitor,
    over: "socket" as const,
    connection: id,
    known,
    later(frame: LaterFrame): boolean {
      const wanted = !gone && frame[1] === lastGo;
      if (wanted) send(frame);
      return wanted;
    },
  };

  function send(frame: ServerFrame): void {
    wire.send(JSON.stringify(frame));
  }

  const lag = createLag(wire.queue, (region) => send(["lost", region]));

  async function syncFrame(region: Region, [, , topics, page]: readonly unknown[]): Promise<void> {
    if (!isTopicList(topics)) {
      return core.log(
        `The topics of "${region}" are ignored: expected a list of at most ${maxTopics} keys with positions`,
      );
    }
    if (topics.some((topic) => isOutdated(core, topic))) return send(["reload", null, outdated]);
    const href = typeof page === "string" ? page : undefined;
    const allowed = await allowedTopics(core, { visitor, region, href, topics });
    if (gone) return;
    if (core.hub.sync(connection, region, allowed) === "lost") send(["lost", region]);
  }

  async function liveFrame(region: Region, frame: readonly unknown[]): Promise<void> {
    const before = refused;
    await loops.handle(region, frame);
    if (refused === before) refused = 0;
  }

  // Free of charge, so at most one waits behind a `join` that loads: the latest says as much as all of them.
  async function seenFrame(frame: readonly unknown[]): Promise<void> {
    const named = namedRegion(frame);
    if (!isRegion(named)) return nameless(frame);
    const isFirst = !latestSeen.has(named);
    latestSeen.set(named, frame);
    if (!isFirst) return;
    await inOrder(frame, async (region) => {
      const latest = latestSeen.get(region);
      latestSeen.delete(region);
      if (latest) await liveFrame(region, latest);
    });
  }

  /** `false`: it was one too many, and the socket is closed. */
  function countRefusal(message = refuse.denied().message): boolean {
    refused += 1;
    if (refused > maxRefused) wire.close(1008, message);
    return refused <= maxRefused;
  }

  /** Answers a frame that is not handled. */
  function turnAway(frame: readonly unknown[], refusal: Refusal): void {
    const [kind, ref] = frame;
    if (!countRefusal(refusal.message)) return;
    // The next one says as much.
    if (kind === "heard" || kind === "seen") return;
    const region = namedRegion(frame);
    if (kind === "act" && isId(ref)) {
      return send([ref, { ...(isRegion(region) && region !== "page" ? { region } : {}), refused: refusal }]);
    }
    // What has no answer would be missing: the browser has to begin anew.
    if (kind === "topics" || kind === "leave" || kind === "told" || !isId(ref)) {
      return wire.close(1008, refusal.message);
    }
    send(["no", ref, refusal]);
  }

  function isTooOften(cost: number): boolean {
    const { socket, session, address } = core.limits;
    return socket.take(id, cost) > 0 || (sessionHash !== undefined && session.take(sessionHash, cost) > 0) ||
      address.take(visitor.address, cost) > 0;
  }

  /** Why a frame is not handled, if it is not. */
  function refusalOf(excess: string | undefined): Refusal | undefined {
    if (running >= maxRunning) return refuse.rateLimited();
    return excess === undefined ? undefined : malformed(excess);
  }

  // What replaces the state of a loop is done one after the other; requests overtake each other freely.
  async function inOrder(frame: readonly unknown[], work: (region: Region) => Promise<void> | void): Promise<void> {
    const region = namedRegion(frame);
    if (!isRegion(region)) return nameless(frame);
    const go = () => work(region);
    const order = (orders.get(region) ?? Promise.resolve()).then(go, go);
    orders.set(region, order);
    await order;
  }

  function nameless([kind, id]: readonly unknown[]): void {
    if (countRefusal() && kind === "join" && isId(id)) {
      send(["no", id, malformed("no page and no layout has this name")]);
    }
  }

  // Any other name would make a place that nothing ever empties.
  function isRegion(name: unknown): name is Region {
    return name === "page" || typeof name === "string" && core.layouts.has(name);
  }

  async function handle(frame: readonly unknown[]): Promise<void> {
    switch (frame[0]) {
      case "ping":
        return send(["pong"]);
      case "topics":
        return await inOrder(frame, (region) => syncFrame(region, frame));
      case "join":
        return await inOrder(frame, async (region) => {
          await core.turns.wait(visitor.address);
          await loops.join(region, frame);
        });
      case "leave":
        return await inOrder(frame, loops.leave);
      case "seen":
        return await seenFrame(frame);
      case "act":
      case "told":
      case "heard":
        // Behind a `join` that is still loading: a click is not lost because it came early.
        return await inOrder(frame, (region) => liveFrame(region, frame));
      default:
        if (frame[0] === "go" && frame[3] !== "ahead") lastGo = frame[1];
        if (frame[0] === "go") await core.turns.wait(visitor.address);
        return await dispatch(core, caller, frame, send);
    }
  }

  const connection: Connection = {
    id,
    sessionHash,
    deliver(frame, regions) {
      if (lag.keepsUp(regions)) wire.send(frame);
    },
    receive: (region: Region, event: PlacedEvent) => loops.receive(region, event),
    receiveText(text) {
      const isFree = freeText.test(text);
      const limited = !isFree && isTooOften(costOf(text));
      // To read it would be what the limit is there for.
      if (limited && text.length > charactersOfOne) return wire.close(1008, refuse.rateLimited().message);
      const read = readFrame(text);
      if (!read) return wire.close(1007, "This frame is not a JSON array");
      if (finishing) return;
      const { frame, excess } = read;
      const refusal = limited ? refuse.rateLimited() : isFree ? undefined : refusalOf(excess);
      if (refusal) return turnAway(frame, refusal);
      // What an event names is judged by its page.
      if (!isFree && frame[0] !== "act") refused = 0;
      running += 1;
      const name = `frame ${JSON.stringify(frame[0])?.slice(0, 40)}`;
      const handled = handle(frame).catch((error) => core.trace(name, error)).finally(() => {
        running -= 1;
        if (running === 0) idle?.();
      });
      core.watch(name, handled);
    },
    drawn: (region, options) => loops.drawn(region, options),
    closed() {
      gone = true;
      loops.leaveAll();
      core.hub.leave(connection);
      onClosed();
    },
    finish() {
      finishing ??= running === 0 ? Promise.resolve() : new Promise((resolve) => idle = resolve);
      return finishing;
    },
    close: wire.close,
  };
  const loops = createLiveLoops(core, {
    visitor,
    connection,
    known,
    send,
    isGone: () => gone,
    refused: () => void countRefusal(),
  });
  send(["hello", core.manifest.build, protocol]);
  return connection;
}

// A pong costs less than counting it; what was seen makes room for the latest state, which a reader would wait for.
const freeText = /^\["(?:ping"|seen",\d{1,15}(?:,"\w{1,200}")?)\]$/;

/** Whether a script of another build asks for events that have another shape now. */
function isOutdated(core: Core, [key, , hash]: AskedTopic): boolean {
  const wanted = matchTopic(core.table.topics, key)?.entry.hash;
  return typeof hash === "string" && wanted !== undefined && wanted !== hash;
}

/** Whether a value is a list of topics with positions, and no longer than one loop may have. */
export function isTopicList(value: unknown): value is AskedTopic[] {
  return Array.isArray(value) && value.length <= maxTopics &&
    value.every((topic) =>
      Array.isArray(topic) && typeof topic[0] === "string" && Array.isArray(topic[1]) &&
      typeof topic[1][0] === "string" && typeof topic[1][1] === "number"
    );
}
