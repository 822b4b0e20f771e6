/**
 * Counts the events of live pages that no page can have sent: somebody tries things, or a fault is near. The log says so
 * in one line a minute.
 *
 * @module
 */
import type { RefusedPart } from "../live/live_loop.ts";

/** The count of one server. */
export interface RefusedEvents {
  /** @param path The page's path, as its contract has it. */
  note(path: string, what: RefusedPart): void;
}

const minuteMs = 60_000;

const words: Readonly<Record<RefusedPart, string>> = {
  slot: "a slot that was not on the page",
  version: "a version that was never sent",
  shape: "another shape",
};

/** Starts at none. */
export function createRefusedEvents(now: () => number, log: (line: string) => void): RefusedEvents {
  const counts = new Map<string, number>();
  let logged = -Infinity;
  return {
    note(path, what) {
      const name = `${path} with ${words[what]}`;
      counts.set(name, (counts.get(name) ?? 0) + 1);
      if (now() - logged < minuteMs) return;
      logged = now();
      log(`Events of live pages were refused: ${[...counts].map(([name, count]) => `${count} of ${name}`).join(", ")}`);
      counts.clear();
    },
  };
}
