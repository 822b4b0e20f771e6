/**
 * Tells one page of the frames that it watches. What comes at once goes in one message.
 *
 * @module
 */
import type { DevMessage } from "../../wire/dev/dev_messages.ts";
import { tabOf, type WireEntry } from "../../wire/dev/wire_entry.ts";
import type { WireLog } from "./wire_log.ts";

/** What a page watches. */
export interface WireWatcher {
  /** Begins with what is remembered. */
  watch(tab: string | null): void;
  stop(): void;
}

/** Watches nothing at first. */
export function watchWire(log: WireLog, send: (message: DevMessage) => void): WireWatcher {
  // By number: what has changed twice is sent once.
  const changed = new Map<number, WireEntry>();
  let stop = () => {};

  function flush(): void {
    if (changed.size > 0) send(["frames", [...changed.values()]]);
    changed.clear();
  }

  return {
    watch(tab) {
      stop();
      const isWatched = ({ line }: WireEntry) => tab === null || tabOf(line) === tab;
      stop = log.watch((entry) => {
        if (!isWatched(entry)) return;
        if (changed.size === 0) queueMicrotask(flush);
        changed.set(entry.number, entry);
      });
      const known = log.entries.filter(isWatched);
      if (known.length > 0) send(["frames", known]);
    },
    stop: () => stop(),
  };
}
