/**
 * Keeps the sources running that a loop listens to: those that are new are started, those that are gone are stopped,
 * the others go on undisturbed.
 *
 * @module
 */
import type { EffectHost, pause } from "./effect_host.ts";
import type { Source, SourceSubscription, Subscription } from "./subscription.ts";

/** The running sources of one loop. */
export interface Sources {
  /** Replaces the set. */
  sync(subscriptions: readonly Subscription<unknown>[]): void;
  /** Something has happened at the source of this key: every subscription to it makes its message. */
  heard(key: string, value: unknown): void;
  stop(): void;
}

/** How a side starts sources. */
export interface SourcesOptions {
  /** Starts one, and gives the function that stops it. */
  start(source: Source, heard: (value: unknown) => void): () => void;
  readonly tell: EffectHost["tell"];
}

/** Starts with no sources. */
export function createSources({ start, tell }: SourcesOptions): Sources {
  let wanted: readonly SourceSubscription<unknown>[] = [];
  const running = new Map<string, () => void>();

  function heard(key: string, value: unknown): void {
    for (const { source, toMessage } of wanted) if (sourceKey(source) === key) tell(() => toMessage(value));
  }

  function sync(subscriptions: readonly Subscription<unknown>[]): void {
    wanted = subscriptions.filter((subscription) => "source" in subscription);
    const sources = new Map(wanted.map(({ source }) => [sourceKey(source), source]));
    for (const [key, stop] of running) {
      if (sources.has(key)) continue;
      running.delete(key);
      stop();
    }
    for (const [key, source] of sources) {
      if (!running.has(key)) running.set(key, start(source, (value) => heard(key, value)));
    }
  }

  return { sync, heard, stop: () => sync([]) };
}

/** Tells sources apart: equal ones have the same key. */
export function sourceKey(source: Source): string {
  return JSON.stringify(source);
}

/** Sends a sign with the same pause before each, however long it takes to answer. */
export function startEvery(ms: number, heard: () => void, after: typeof pause): () => void {
  let prevent: () => void;
  const next = () => {
    prevent = after(ms, () => {
      next();
      heard();
    });
  };
  next();
  return () => prevent();
}
