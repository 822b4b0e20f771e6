/**
 * The hub: which loops of which connections listen to what. It turns events of the bus into one frame for each
 * connection.
 *
 * @module
 */
import type { Position, Region, ServerFrame } from "../wire/frames.ts";
import type { PlacedEvent, TopicBus } from "./bus.ts";

/** A connection as the hub sees it. */
export interface Listener {
  /** Tells it from every other connection, those of other servers on the same bus included. */
  readonly id: string;
  /** Takes one frame for some of its loops, already encoded: an event is written as JSON once, however many listen. */
  deliver(frame: string, regions: readonly Region[]): void;
  /** Takes an event for a loop that runs on this server. `false`: that region runs in the browser. */
  receive?(region: Region, event: PlacedEvent): boolean;
}

/** Keeps the subscriptions of all connections. */
export interface Hub {
  readonly bus: TopicBus;
  /**
   * Replaces the topics of one loop. What it does not have yet is replayed from `since` on.
   *
   * @returns `lost` when events are missing: the loop must load again.
   */
  sync(listener: Listener, region: Region, topics: readonly TopicSince[]): "kept" | "lost";
  /** Forgets a connection, or one loop of it. */
  leave(listener: Listener, region?: Region): void;
  close(): void;
}

/** A topic with the position from which its events are news. */
export type TopicSince = readonly [key: string, since: Position];

/** Connects a hub to a bus. */
export function createHub(bus: TopicBus): Hub {
  // topic -> connection -> the regions of it that listen
  const byKey = new Map<string, Map<Listener, Set<Region>>>();
  const byListener = new Map<Listener, Map<Region, Set<string>>>();

  function join(listener: Listener, region: Region, key: string): void {
    const listeners = byKey.get(key) ?? new Map<Listener, Set<Region>>();
    byKey.set(key, listeners);
    const regions = listeners.get(listener) ?? new Set<Region>();
    listeners.set(listener, regions.add(region));
  }

  function part(listener: Listener, region: Region, key: string): void {
    const listeners = byKey.get(key);
    const regions = listeners?.get(listener);
    if (!listeners || !regions) return;
    regions.delete(region);
    if (regions.size === 0) listeners.delete(listener);
    if (listeners.size === 0) byKey.delete(key);
  }

  // A loop that listens to several topics of one event gets it once, under the first of them.
  function distribute(event: PlacedEvent): void {
    const frames = new Map<string, string>();
    // Whoever listens to several of its keys hears it once.
    const told = event.keys.length > 1 ? new Map<Listener, ReadonlySet<Region>>() : undefined;
    for (const key of event.keys) {
      for (const [listener, regions] of byKey.get(key) ?? []) {
        const before = told?.get(listener);
        const news = before ? regions.difference(before) : regions;
        told?.set(listener, before ? before.union(regions) : regions);
        if (news.size > 0) deliver(listener, news, key, event, frames);
      }
    }
  }

  const stop = bus.listen(distribute);

  return {
    bus,
    sync(listener, region, topics) {
      const regions = byListener.get(listener) ?? new Map<Region, Set<string>>();
      byListener.set(listener, regions);
      const had = regions.get(region) ?? new Set<string>();
      const wanted = new Set(topics.map(([key]) => key));
      for (const key of had) if (!wanted.has(key)) part(listener, region, key);
      regions.set(region, wanted);
      const missed = new Map<number, [string, PlacedEvent]>();
      let lost = false;
      for (const [key, since] of topics) {
        if (had.has(key)) continue;
        join(listener, region, key);
        const events = bus.since(key, since);
        if (!events) lost = true;
        for (const event of events ?? []) {
          if (!missed.has(event.at[1]) && !isOrigin(event, listener, region)) missed.set(event.at[1], [key, event]);
        }
      }
      // What is loaded again needs no replay; from now on all its topics are heard.
      if (lost) return "lost";
      for (const [, [key, event]] of [...missed].sort(([a], [b]) => a - b)) {
        deliver(listener, new Set([region]), key, event, new Map());
      }
      return "kept";
    },
    leave(listener, region) {
      const regions = byListener.get(listener);
      for (const [name, keys] of regions ?? []) {
        if (region !== undefined && name !== region) continue;
        for (const key of keys) part(listener, name, key);
        regions?.delete(name);
      }
      if (!regions || regions.size === 0) byListener.delete(listener);
    },
    close: stop,
  };
}

function isOrigin(event: PlacedEvent, listener: Listener, region: Region): boolean {
  return event.origin?.connection === listener.id && event.origin.region === region;
}

function deliver(
  listener: Listener,
  regions: ReadonlySet<Region>,
  key: string,
  event: PlacedEvent,
  frames: Map<string, string>,
): void {
  // In the commit of whoever caused it, for thousands: this makes nothing that is not needed.
  const inBrowser: Region[] = [];
  for (const region of regions) {
    if (!isOrigin(event, listener, region) && !listener.receive?.(region, event)) inBrowser.push(region);
  }
  if (inBrowser.length === 0) return;
  const name = `${key} ${inBrowser}`;
  const frame = frames.get(name) ??
    JSON.stringify(["event", key, event.at, event.event, inBrowser] satisfies ServerFrame);
  frames.set(name, frame);
  listener.deliver(frame, inBrowser);
}
