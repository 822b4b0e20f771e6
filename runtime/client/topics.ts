/**
 * What one loop listens to, and up to where it has heard: so a new socket goes on where the old one ended. Only the
 * scripts of pages with subscriptions hold it.
 *
 * @module
 */
import { type Subscription, topicsOf, type TopicSubscription } from "../page/subscription.ts";
import type { Json, TopicCodecs } from "../wire/codec.ts";
import type { Position, Region } from "../wire/frames.ts";
import type { Sources } from "../page/sources.ts";
import type { Transport } from "./transport.ts";

/** The subscriptions of a loop. */
export interface Listening {
  /** Replaces the subscriptions of the loop; sends nothing when the topics are the same. */
  sync(subscriptions: readonly Subscription<unknown>[]): void;
  /** The loop was loaded at this position: whatever comes after it is news. */
  loaded(since: Position): void;
  /** These events were caused by the loop itself: their action has told it. */
  own(places: readonly Position[]): void;
  /** The message of an event; `undefined` when the loop has had it already, or has left its topic. */
  receive(key: string, at: Position, packed: Json): readonly [message: unknown] | undefined;
  /** Tells the server the topics, over a new socket too. */
  tell(): void;
  stop(): void;
}

/** Where a loop listens, and how its events are unpacked. */
export interface ListenOptions {
  readonly region: Region;
  readonly transport: Transport;
  readonly codecs: TopicCodecs;
  /** What listens to anything but topics; asked for once, when that is needed. */
  sources(): Promise<Sources>;
}

/** Starts with no topics. */
export function listen({ region, transport, codecs, sources: load }: ListenOptions): Listening {
  let subscriptions: readonly TopicSubscription<unknown>[] = [];
  let sources: Promise<Sources> | undefined;
  // What could not be listened to, because its script did not arrive: the next connection brings it.
  let missing: readonly Subscription<unknown>[] | undefined;
  let keys: readonly string[] = [];
  let since: Position = ["", 0];
  const heard = new Map<string, Position>();
  const owned = new Set<string>();

  function wireOf(key: string): TopicCodecs[string] | undefined {
    return codecs[subscriptions.find(({ address }) => address.key === key)?.address.topic ?? ""];
  }

  function tell(): void {
    const topics = keys.map((key) => [key, heard.get(key) ?? since, wireOf(key)?.hash] as const);
    transport.send(["topics", region, topics, location.pathname + location.search]);
  }

  function syncSources(set: readonly Subscription<unknown>[]): void {
    missing = undefined;
    sources ??= load();
    sources.then((running) => running.sync(set), () => {
      sources = undefined;
      missing = set;
    });
  }

  return {
    sync(set) {
      subscriptions = topicsOf(set);
      if (sources || subscriptions.length < set.length) syncSources(set);
      const sorted = [...new Set(subscriptions.map(({ address }) => address.key))].sort();
      if (sorted.join() === keys.join()) return;
      keys = sorted;
      tell();
    },
    loaded(position) {
      since = position;
      heard.clear();
      owned.clear();
    },
    own(places) {
      for (const place of places) owned.add(String(place));
    },
    receive(key, at, packed) {
      const [epoch, last] = heard.get(key) ?? since;
      if (epoch === at[0] && at[1] <= last) return undefined;
      heard.set(key, at);
      if (owned.delete(String(at))) return undefined;
      const subscription = subscriptions.find(({ address }) => address.key === key);
      const wire = wireOf(key);
      return subscription && wire && [subscription.toMessage(wire.codec.unpack(packed))];
    },
    tell() {
      if (missing) syncSources(missing);
      if (keys.length > 0) tell();
    },
    stop() {
      sources?.then((running) => running.stop(), () => {});
      if (keys.length > 0) transport.send(["topics", region, []]);
    },
  };
}
