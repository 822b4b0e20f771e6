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
  let latest = 0;
  let isOutdated = false;

  // The old page stays until the new data has come.
  async function go(href: string, commit: Commit, redirects = 0): Promise<void> {
    const mine = ++latest;
    const url = new URL(href, location.href);
    if (isOutdated || url.origin !== location.origin || redirects > maxRedirects) return location.assign(url);
    const answer = await tab().transport.request((id) => ["go", id, url.pathname + url.search]);
    // Two fast clicks end on the last one: an answer that was overtaken is dropped.
    if (mine !== latest) return;
    if (answer[0] === "to") return await go(answer[2], commit, redirects + 1);
    const snapshot = answer[0] === "ok" ? answer[2] as unknown as Snapshot : undefined;
    if (!snapshot || !sameLayouts(tab().current, snapshot)) return location.assign(url);
    commit(url.href);
    await show(snapshot);
  }

  async function navigate(href: string, { replace = false } = {}): Promise<void> {
    await go(href, (reached) => {
      history.replaceState({ scroll: scrollY } satisfies EntryState, "");
      if (replace) history.replaceState({}, "", reached);
      else history.pushState({}, "", reached);
    });
    if (location.hash) document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
    else scrollTo(0, 0);
  }

  const stay: Commit = (reached) => reached !== location.href && history.replaceState(history.state, "", reached);

  addEventListener("popstate", async (event) => {
    const state: EntryState | null = event.state;
    await go(location.href, stay);
    scrollTo(0, state?.scroll ?? 0);
  });

  document.addEventListener("click", (event) => {
    const href = linkOf(event);
    if (href === undefined) return;
    event.preventDefault();
    navigate(href);
  });

  return {
    navigate,
    reload: () => go(location.href, stay),
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

function sameLayouts(a: Snapshot, b: Snapshot): boolean {
  return a.layouts.map((layout) => layout.id).join() === b.layouts.map((layout) => layout.id).join();
}
