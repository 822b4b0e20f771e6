/**
 * Going from page to page without leaving the document: links, `navigate` and the history.
 *
 * @module
 */
import type { Snapshot } from "../wire/snapshot.ts";
import type { Tab } from "./tab.ts";

/** How a page is shown. */
export type ShowSnapshot = (snapshot: Snapshot) => Promise<void>;

/** What navigation gives to the tab. */
export interface Navigation {
  navigate(href: string, options?: { replace?: boolean }): Promise<void>;
  reload(): Promise<void>;
  /** From now on every navigation is an ordinary document load: the server runs another build. */
  outdated(): void;
}

/** Where in a page the reader was, kept in the history entry. */
interface EntryState {
  readonly scroll?: number;
}

/** Writes the address that was reached into the history. */
type Commit = (href: string) => void;

/** A chain of redirects longer than this is left to the browser, which shows its own error. */
const maxRedirects = 10;

/** Takes over the links and the history of a document. */
export function createNavigation(tab: () => Tab, show: ShowSnapshot): Navigation {
  // The number of the navigation that is under way, 0 when there is none.
  let latest = 0;
  let count = 0;
  let isOutdated = false;
  let shown = addressOf(location);

  /** Shows an address; `false` when it was overtaken, left to the browser, or cannot be had now. */
  async function go(href: string, commit: Commit, redirects = 0): Promise<boolean> {
    const url = new URL(href, location.href);
    if (url.origin !== location.origin) return false;
    if (isOutdated || redirects > maxRedirects) return leave(url);
    const mine = latest = ++count;
    // The old page stays until the new data has come.
    const answer = await tab().transport.request((id) => ["go", id, url.pathname + url.search]);
    // Two fast clicks end on the last one: an answer that was overtaken is dropped.
    if (mine !== latest) return false;
    latest = 0;
    if (answer[0] === "to") return await go(answer[2], commit, redirects + 1);
    // Fresh data for the page that is shown can wait for a connection; another page is the browser's to fetch.
    if (answer[0] === "no" && answer[2].kind === "offline" && addressOf(url) === shown) return false;
    const snapshot = answer[0] === "ok" ? answer[2] as unknown as Snapshot : undefined;
    // A 404 may be a file or a route of the app's own: the browser asks for it as a document.
    if (!snapshot || snapshot.status === 404 || !sameLayouts(tab().current, snapshot)) return leave(url);
    commit(url.href);
    shown = addressOf(url);
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

  addEventListener("popstate", async (event) => {
    // A step between two places of one page: the browser scrolls, and nothing is loaded.
    if (addressOf(location) === shown) return;
    const state: EntryState | null = event.state;
    if (await go(location.href, stay)) scrollTo(0, state?.scroll ?? 0);
  });

  document.addEventListener("click", (event) => {
    const href = linkOf(event);
    if (href === undefined) return;
    event.preventDefault();
    navigate(href);
  });

  return {
    navigate,
    // A page that is on its way will be fresh anyway, and must not be overtaken by the one that is left.
    async reload() {
      if (latest === 0) await go(location.href, stay);
    },
    outdated() {
      isOutdated = true;
    },
  };
}

/** The address of a click that this tab should follow itself; `undefined` leaves it to the browser. */
function linkOf(event: MouseEvent): string | undefined {
  if (event.defaultPrevented || event.button !== 0) return undefined;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return undefined;
  const link = (event.target as Element).closest?.("a");
  if (!link || link.target || link.hasAttribute("download") || !link.href) return undefined;
  const url = new URL(link.href);
  if (url.origin !== location.origin || url.pathname.startsWith("/_rally/")) return undefined;
  const inPage = url.hash && url.pathname === location.pathname && url.search === location.search;
  return inPage ? undefined : url.href;
}

/** Leaves the document. `location.assign` does nothing for the address that is there already. */
function leave(url: URL): false {
  if (addressOf(url) === addressOf(location)) location.reload();
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

function addressOf({ pathname, search }: { readonly pathname: string; readonly search: string }): string {
  return pathname + search;
}

function sameLayouts(a: Snapshot, b: Snapshot): boolean {
  return a.layouts.map((layout) => layout.id).join() === b.layouts.map((layout) => layout.id).join();
}
