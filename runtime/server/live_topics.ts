/**
 * The topics of a live page or layout: asks the hub for those that its loop listens to, and tells the loop of their
 * events.
 *
 * @module
 */
import type { LiveLoop } from "../live/live_loop.ts";
import type { TopicSubscription } from "../page/subscription.ts";
import type { PlacedEvent } from "../topics/bus.ts";
import type { Position } from "../wire/frames.ts";
import type { Core } from "./core.ts";
import type { JoinRequest } from "./join_request.ts";
import { allowedTopics } from "./topic_access.ts";
import type { Visit } from "./visit.ts";

/** What a live page listens to. */
export interface LiveTopics {
  subscribe(set: readonly TopicSubscription<unknown>[]): void;
  /** Asks for all of them anew, as the visitor may hear them where the page stands now. */
  sync(): void;
  /** Handles an event, unless the loop has stopped to listen to it. */
  hear(loop: LiveLoop, event: PlacedEvent): void;
  leave(): void;
}

/** What {@linkcode createLiveTopics} needs of its page. */
export interface TopicsOwner {
  visit(): Visit;
  /** From there on events are news to the loop; `undefined` when there is none. */
  since(): Position | undefined;
  /** What has happened since then is not known any more. */
  lost(): void;
  failed(error: unknown): void;
}

type ListeningRequest = Pick<JoinRequest, "visitor" | "connection" | "region">;

/** Starts with none. */
export function createLiveTopics(core: Core, request: ListeningRequest, owner: TopicsOwner): LiveTopics {
  const { visitor, connection, region } = request;
  let subscriptions: readonly TopicSubscription<unknown>[] = [];
  let syncs = 0;

  function sync(): void {
    const since = owner.since();
    if (since) core.watch(`topics of ${owner.visit().path}`, syncFrom(since).catch(owner.failed));
  }

  async function syncFrom(since: Position): Promise<void> {
    const mine = ++syncs;
    const topics = subscriptions.map(({ address }) => [address.key, since] as const);
    const allowed = await allowedTopics(core, { visitor, region, href: owner.visit().href, topics });
    // A later set has been asked for meanwhile: its own sync counts.
    if (mine !== syncs || !owner.since()) return;
    if (core.hub.sync(connection, region, allowed) === "lost") owner.lost();
  }

  return {
    subscribe(set) {
      const changed = keysOf(set) !== keysOf(subscriptions);
      subscriptions = set;
      if (changed) sync();
    },
    sync,
    hear(loop, event) {
      const subscription = subscriptions.find(({ address }) => event.keys.includes(address.key));
      const codec = subscription && core.topicCodecs.get(subscription.address.topic);
      if (subscription && codec) loop.tell(() => subscription.toMessage(codec.unpack(event.event)));
    },
    leave: () => core.hub.leave(connection, region),
  };
}

function keysOf(list: readonly TopicSubscription<unknown>[]): string {
  return list.map(({ address }) => address.key).join(" ");
}
