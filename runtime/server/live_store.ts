/**
 * Keeps the models of live pages between their document and their socket, so that a page is loaded once. Nothing of it
 * is in the HTML but a random token.
 *
 * @module
 */
import type { OpenedPage } from "./load_page.ts";
import type { RenderedPage } from "./render_page.ts";

/** A rendered page that waits for its socket. */
export interface KeptPage {
  readonly opened: OpenedPage;
  readonly rendered: RenderedPage;
}

/** The waiting pages. */
export interface LiveStore {
  /**
   * Keeps a live page; gives the token by which its browser takes it over, `undefined` for pages of another mode.
   *
   * @param count Counts the page, and gives what uncounts it once it waits no more. `undefined`: it is not kept.
   */
  keep(page: KeptPage, count: () => (() => void) | undefined): string | undefined;
  /** Takes a page out, for the visitor (by session cookie) that its document was made for. */
  take(token: string, sessionToken: string | undefined): KeptPage | undefined;
}

/** The bounds of {@linkcode createLiveStore}. */
export interface LiveStoreOptions {
  /**
   * How long a page waits, in milliseconds.
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
  const waiting = new Map<string, KeptPage & { until: number; bytes: number; uncount(): void }>();
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
    keep(page, count) {
      const { live, html } = page.rendered;
      if (!live) return undefined;
      // Who has waited too long is counted no more.
      sweep();
      const uncount = count();
      if (!uncount) return undefined;
      const token = crypto.randomUUID();
      waiting.set(token, { ...page, until: now() + ms, bytes: 2 * html.length, uncount });
      held += 2 * html.length;
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
