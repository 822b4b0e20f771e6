/**
 * The topic bus: carries events from a commit to every connection that listens, in order, with a bounded history so
 * that a listener can say from where it wants to go on. A bus never holds the truth; the database does.
 *
 * @module
 */
import type { Position } from "../wire/frames.ts";
import type { Json } from "../wire/codec.ts";

/** One event as it stands on the bus: packed once, with every topic it was sent to. */
export interface BusEvent {
  readonly keys: readonly string[];
  readonly event: Json;
  /** Which connection and which of its loops caused it; it is not told. */
  readonly origin: Origin | undefined;
}

/** A loop of a connection. */
export interface Origin {
  /** Its id, and not the connection itself: the history would keep those that are long gone in memory. */
  readonly connection: string;
  readonly region: string;
}

/** An event at its place. */
export interface PlacedEvent extends BusEvent {
  readonly at: Position;
}

/** What every bus can do. The in-process one is {@linkcode createLocalBus}. */
export interface TopicBus {
  /** Where the bus stands now. Read it before loading what the events describe. */
  position(): Position;
  /** Gives the event its place, and it to everybody who listens. */
  publish(event: BusEvent): Position;
  /** Every event from now on, in order. Gives the function that ends it. */
  listen(listener: (event: PlacedEvent) => void): () => void;
  /** The events of a topic after a position, oldest first; `undefined` when they are not all known any more. */
  since(key: string, position: Position): readonly PlacedEvent[] | undefined;
}

/** The limits of {@linkcode createLocalBus}. */
export interface LocalBusOptions {
  /**
   * How many events are remembered over all topics. One event of a 300 byte snapshot costs about 1 kB of heap.
   * @default {10000}
   */
  history?: number;
}

/**
 * A bus inside one process.
 *
 * @example
 * ```ts ignore
 * const bus = createLocalBus();
 * const before = bus.position();
 * bus.publish({ keys: ["game/3"], event: [1], origin: undefined });
 * bus.since("game/3", before)?.length; // 1
 * ```
 */
export function createLocalBus(options: LocalBusOptions = {}): TopicBus {
  const limit = options.history ?? 10_000;
  const epoch = crypto.randomUUID();
  const listeners = new Set<(event: PlacedEvent) => void>();
  // One history in order of publishing; `history[0]` is event number `at - history.length + 1`.
  let history: PlacedEvent[] = [];
  let at = 0;

  return {
    position: () => [epoch, at],
    publish(event) {
      at += 1;
      const placed = { ...event, at: [epoch, at] as const };
      history.push(placed);
      // Cutting at twice the limit makes the copy rare: amortised it costs one move an event.
      if (history.length > 2 * limit) history = history.slice(-limit);
      for (const listener of listeners) listener(placed);
      return placed.at;
    },
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    since(key, [theirEpoch, seen]) {
      const missed = at - seen;
      if (theirEpoch !== epoch || missed < 0 || missed > history.length) return undefined;
      return missed === 0 ? [] : history.slice(-missed).filter((event) => event.keys.includes(key));
    },
  };
}
