/**
 * Going from page to page without leaving the document. Loaded when a reader first reaches for a link, goes back, or
 * the page asks for it.
 *
 * @module
 */
import type { Snapshot } from "../wire/snapshot.ts";
import { createShow } from "./show.ts";
import type { Tab } from "./tab.ts";

/** What navigation gives to the tab. */
export interface Navigation {
  navigate(href: string, options?: { replace?: boolean }): Promise<void>;
  reload(): Promise<void>;
  /** The browser has gone to another entry of the history. */
  popped(state: unknown): Promise<void>;
}

/** Where in a page the reader was, kept in the history entry. */
interface EntryState {
  readonly scroll?: number;
}

/** Writes the address that was reached into the history. */
type Commit = (href: string) => void;

/** A chain of redirects longer than this is left to the browser, which shows its own error. */
const maxRedirects = 10;

/** Takes over from the browser where a tab goes. */
export function createNavigation(tab: Tab): Navigation {
  const show = createShow(tab);
  // The number of the navigation that is under way, 0 when there is none.
  let latest = 0;
  let count = 0;

  /** Shows an address; `false` when it was overtaken, left to the browser, or cannot be had now. */
  async function go(href: string, commit: Commit, redirects = 0): Promise<boolean> {
    const url = new URL(href, location.href);
    if (url.origin !== location.origin) return false;
    if (redirects > maxRedirects) return leave(url);
    const address = url.pathname + url.search;
    const mine = latest = ++count;
    // The old page stays until the new data has come.
    const answer = await tab.transport.request((id) => ["go", id, address]);
    // Two fast clicks end on the last one: an answer that was overtaken is dropped.
    if (mine !== latest) return false;
    latest = 0;
    if (answer[0] === "to") return await go(answer[2], commit, redirects + 1);
    // Fresh data for the page that is shown can wait for a connection; another page is the browser's to fetch.
    if (answer[0] === "no" && answer[2].kind === "offline" && address === tab.shown) return false;
    const snapshot = answer[0] === "ok" ? answer[2] as unknown as Snapshot : undefined;
    // A 404 may be a file or a route of the app's own: the browser asks for it as a document.
    if (!snapshot || snapshot.status === 404 || !sameLayouts(tab.current, snapshot)) return leave(url);
    commit(url.href);
    tab.shown = address;
    await show(snapshot);
    return true;
  }

  async function navigate(href: string, { replace = false } = {}): Promise<void> {
    const done = await go(href, (reached) => {
      history.replaceState({ scroll: scrollY } satisfies EntryState, "");
      if (replace) history.replaceState({}, "", reached);
      else history.pushState({}, "", reached);
    });
    if (!done) return;
    if (location.hash) document.getElementById(fragmentId())?.scrollIntoView();
    else scrollTo(0, 0);
  }

  const stay: Commit = (reached) => reached !== location.href && history.replaceState(history.state, "", reached);

  return {
    navigate,
    // A page that is on its way will be fresh anyway, and must not be overtaken by the one that is left.
    async reload() {
      if (latest === 0) await go(location.href, stay);
    },
    async popped(state) {
      if (await go(location.href, stay)) scrollTo(0, (state as EntryState | null)?.scroll ?? 0);
    },
  };
}

/** Leaves the document. `location.assign` does nothing for the address that is there already. */
function leave(url: URL): false {
  const here = new URL(location.href);
  here.hash = url.hash;
  if (here.href === url.href) location.reload();
  else location.assign(url);
  return false;
}

function fragmentId(): string {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return location.hash.slice(1);
  }
}

function sameLayouts(a: Snapshot, b: Snapshot): boolean {
  return a.layouts.map((layout) => layout.id).join() === b.layouts.map((layout) => layout.id).join();
}
