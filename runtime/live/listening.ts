/**
 * What a live page listens to besides topics: its clocks, which run here, and the sources of its browser.
 *
 * @module
 */
import { createSources, sourceKey, startEvery } from "../page/sources.ts";
import type { BrowserSource, Subscription } from "../page/subscription.ts";
import type { HeardValue, LiveServices } from "./live_loop.ts";

/** The running sources of one live page. */
export interface Listening {
  /** Replaces the set. */
  sync(subscriptions: readonly Subscription<unknown>[]): void;
  /** Takes an event of a source by its key; one that is not listened to is dropped. */
  heard(key: string, value: HeardValue): void;
  stop(): void;
}

/**
 * Starts with no sources.
 *
 * @param tell Handles the message that the author's function makes.
 */
export function createListening(
  { mailbox, after, listen }: Pick<LiveServices, "mailbox" | "after" | "listen">,
  tell: (make: () => unknown) => void,
): Listening {
  const listened = new Map<string, BrowserSource>();

  // Nobody waits for a tick, and none for the one before it.
  function ticking(heard: () => void): () => void {
    let waits = false;
    return () => {
      if (waits) return;
      waits = true;
      mailbox.tell(() => {
        waits = false;
        heard();
      });
    };
  }

  const sources = createSources({
    start(source, heard) {
      if (source.type === "every") return startEvery(source.ms, ticking(() => heard(undefined)), after);
      const key = sourceKey(source);
      listened.set(key, source);
      return () => void listened.delete(key);
    },
    tell,
  });
  return {
    sync(subscriptions) {
      const before = [...listened.keys()].join();
      sources.sync(subscriptions);
      if ([...listened.keys()].join() !== before) listen([...listened.values()]);
    },
    heard(key, value) {
      const source = listened.get(key);
      if (source) sources.heard(key, value[source.type]);
    },
    stop: sources.stop,
  };
}
