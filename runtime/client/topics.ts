/**
 * Which topics the loops of a tab listen to, and up to where each has heard: so a new socket goes on where the old one
 * ended.
 *
 * @module
 */
import type { ClientFrame, Position, Region } from "../wire/frames.ts";

/** The subscriptions of a tab. */
export interface Topics {
  /** Replaces the topics of a loop; sends nothing when the set is the same. */
  sync(region: Region, keys: readonly string[]): void;
  /** A loop was loaded at this position: whatever comes after it is news. */
  loaded(region: Region, since: Position): void;
  /** These events were caused by the loop itself: their action has told it. */
  own(region: Region, places: readonly Position[]): void;
  /** An event has arrived; `false` when the loop has had it already. */
  heard(region: Region, key: string, at: Position): boolean;
  /** Tells the server everything again, over a new socket. */
  resend(): void;
  leave(region: Region): void;
}

interface Listening {
  keys: readonly string[];
  since: Position;
  heard: Map<string, Position>;
  own: Set<string>;
}

/** @param send Sends a frame over the socket, if there is one. */
export function createTopics(send: (frame: ClientFrame) => void): Topics {
  const regions = new Map<Region, Listening>();

  function of(region: Region): Listening {
    const known: Listening = regions.get(region) ??
      { keys: [], since: ["", 0] as const, heard: new Map(), own: new Set() };
    regions.set(region, known);
    return known;
  }

  function tell(region: Region, { keys, since, heard }: Listening): void {
    send(["topics", region, keys.map((key) => [key, heard.get(key) ?? since] as const)]);
  }

  return {
    sync(region, keys) {
      const listening = of(region);
      const sorted = [...new Set(keys)].sort();
      if (sorted.join() === listening.keys.join()) return;
      listening.keys = sorted;
      tell(region, listening);
    },
    loaded(region, since) {
      const listening = of(region);
      listening.since = since;
      listening.heard.clear();
      listening.own.clear();
    },
    own(region, places) {
      for (const place of places) of(region).own.add(String(place));
    },
    heard(region, key, at) {
      const listening = of(region);
      const [epoch, last] = listening.heard.get(key) ?? listening.since;
      if (epoch === at[0] && at[1] <= last) return false;
      listening.heard.set(key, at);
      return !listening.own.delete(String(at));
    },
    resend() {
      for (const [region, listening] of regions) if (listening.keys.length > 0) tell(region, listening);
    },
    leave(region) {
      const listening = regions.get(region);
      regions.delete(region);
      if (listening && listening.keys.length > 0) send(["topics", region, []]);
    },
  };
}
