/**
 * Keeps the models of live pages and layouts between their document and their socket, so that a page is loaded once.
 * Nothing of it is in the HTML but a random token for each.
 *
 * @module
 */
import type { LiveView } from "../live/live_view.ts";
import type { Region } from "../wire/frames.ts";
import type { LiveSnapshot, LiveToken } from "../wire/snapshot.ts";
import type { Core } from "./core.ts";
import type { OpenedPage } from "./load_page.ts";
import { partOf, type RenderedLoop, type RenderedPage, type Shown } from "./render_page.ts";
import type { Visit } from "./visit.ts";

/** A live part of a page that waits for its socket. */
export interface KeptPart {
  readonly opened: OpenedPage;
  readonly region: Region;
  /** Not there for a layout that the reader sees already: its loop is told what was loaded. */
  readonly loop: RenderedLoop | undefined;
}

/** The waiting parts. */
export interface LiveStore {
  /**
   * Keeps a part; gives its token.
   *
   * @param count Counts the part, and gives what uncounts it once it waits no more. `undefined`: it is not kept.
   */
  keep(part: KeptPart, count: () => (() => void) | undefined): string | undefined;
  /** Takes a part out, for the visitor (by session cookie) that its document was made for. */
  take(token: string, sessionToken: string | undefined): KeptPart | undefined;
}

/** The bounds of {@linkcode createLiveStore}. */
export interface LiveStoreOptions {
  /**
   * How long a part waits, in milliseconds.
   * @default {15000}
   */
  ms?: number;
  /** @default {10000} */
  pages?: number;
  /**
   * The bytes of all waiting HTML together (as UTF-16), a stand-in for the size of the models.
   * @default {64_000_000}
   */
  bytes?: number;
  /** @default {Date.now} */
  now?: () => number;
}

/** Makes a store; the page that has waited longest is dropped first. */
export function createLiveStore(options: LiveStoreOptions = {}): LiveStore {
  const { ms = 15_000, pages = 10_000, bytes = 64_000_000, now = Date.now } = options;
  // A Map keeps the order of insertion: the first key is the oldest.
  const waiting = new Map<string, KeptPart & { until: number; bytes: number; uncount(): void }>();
  let held = 0;

  function drop(token: string): void {
    const page = waiting.get(token);
    held -= page?.bytes ?? 0;
    waiting.delete(token);
    page?.uncount();
  }

  function sweep(): void {
    for (const [token, page] of waiting) {
      if (page.until > now() && waiting.size <= pages && held <= bytes) return;
      drop(token);
    }
  }

  return {
    keep(part, count) {
      // Who has waited too long is counted no more.
      sweep();
      const uncount = count();
      if (!uncount) return undefined;
      const token = crypto.randomUUID();
      const size = 2 * (part.loop?.html.length ?? 0);
      waiting.set(token, { ...part, until: now() + ms, bytes: size, uncount });
      held += size;
      sweep();
      return token;
    },
    take(token, sessionToken) {
      sweep();
      const page = waiting.get(token);
      if (!page || page.opened.sessionToken !== sessionToken) return undefined;
      drop(token);
      return page;
    },
  };
}

/** What the browser needs of each live part of a page, by region. */
export type LiveParts = ReadonlyMap<Region, LiveSnapshot | LiveToken>;

/** How the live parts of a page are told to their browser. */
export interface KeepOptions {
  /** What it takes them over by, or builds them from. */
  describe(view: LiveView): Pick<LiveSnapshot, "shape" | "templates">;
  /** The layouts that the reader sees already. @default none */
  readonly shown?: Shown;
}

/**
 * Keeps the live parts of a page for their sockets.
 *
 * @returns What the browser needs to take them over. What finds no room is not in it.
 */
export function keepLive(
  core: Core,
  visit: Visit,
  { opened, rendered: { loops } }: { readonly opened: OpenedPage; readonly rendered: Pick<RenderedPage, "loops"> },
  { describe, shown = new Set() }: KeepOptions,
): LiveParts {
  const kept = new Map<Region, LiveSnapshot | LiveToken>();
  for (const region of ["page", ...opened.layouts.map(({ entry }) => entry.id)]) {
    const loop = loops.get(region);
    const isLive = partOf(opened, region)?.entry.mode === "live";
    if (!isLive || !loop && !shown.has(region)) continue;
    const count = loop ? () => core.limits.livePages.keep(visit) : () => isCounted;
    const token = core.live.keep({ opened, region, loop }, count);
    if (token === undefined) continue;
    kept.set(region, loop ? { token, version: loop.view.version, ...describe(loop.view) } : { token });
  }
  return kept;
}

/** Of a loop that goes on: it has been counted. */
function isCounted(): void {}
