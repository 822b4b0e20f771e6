/**
 * The loops of live pages as their server tells of them, for the panel. The page's own scripts know nothing of these
 * frames: they are read beside them.
 *
 * @module
 */
import { devQuery } from "../../wire/dev/dev_messages.ts";
import { type LiveNews, liveNews, type LoopUpdated } from "../../wire/dev/live_news.ts";
import { socketPath } from "../../wire/frames.ts";
import type { PartInfo } from "./hot_part.ts";

/** The loop of one live page. */
export interface LiveLoop {
  readonly info: PartInfo;
  /** Its first model, or that before the oldest entry that is still known. */
  readonly first: string;
  readonly entries: readonly LoopUpdated[];
}

const maxEntries = 500;

/** Loops by the id of their page, the newest last. Calls `changed` after each message. */
export function hearLiveLoops(changed: () => void): ReadonlyMap<string, LiveLoop> {
  const loops = new Map<string, LiveLoop>();

  function hear({ data }: MessageEvent<string>): void {
    if (!data.startsWith(`["${liveNews}"`)) return;
    const [, id, file, what]: LiveNews = JSON.parse(data);
    const known = loops.get(id);
    if ("first" in what) {
      loops.delete(id);
      const kind = file.endsWith("/layout.tsx") ? "layout" : "page";
      loops.set(id, { info: { id, file, kind }, first: what.first, entries: [] });
    } else if (known) {
      loops.set(id, { ...known, entries: [...known.entries, what].slice(-maxEntries) });
    }
    changed();
  }

  globalThis.WebSocket = class extends WebSocket {
    constructor(address: string | URL, protocols?: string | string[]) {
      super(address, protocols);
      const { pathname, search } = new URL(address, location.href);
      if (pathname === socketPath && search !== `?${devQuery}`) this.addEventListener("message", hear);
    }
  };
  return loops;
}
