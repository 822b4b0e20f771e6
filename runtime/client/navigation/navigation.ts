/**
 * Going from page to page without leaving the document. Loaded when a reader first reaches for a link, types, goes back,
 * or the page asks for it.
 *
 * @module
 */
import type { LaterFrame } from "../../wire/frames.ts";
import type { Snapshot } from "../../wire/snapshot.ts";
import { waitForCompositions } from "../composition.ts";
import type { Tab } from "../tab.ts";
import { announceTitle, resetFocus } from "./arrival.ts";
import { keepTyped, restoreTyped } from "./form_values.ts";
import { createHistoryEntries } from "./history_entries.ts";
import { completed, statesOf } from "./layouts.ts";
import { watchLeaving } from "./leaving.ts";
import { createPrefetch } from "./prefetch.ts";
import { setProgress } from "./progress.ts";
import { createShow, isSamePage } from "./show.ts";
import { guardDocument, mayLeave } from "./unsaved.ts";

/** What navigation gives to the tab. */
export interface Navigation {
  navigate(href: string, options?: { replace?: boolean }): Promise<void>;
  reload(): Promise<void>;
  /** Slow parts of the page that is shown have come. */
  later(frame: LaterFrame): Promise<void>;
  /** The browser has gone to another entry of the history. */
  popped(state: unknown): Promise<void>;
}

/** What a navigation does once its answer is there, and before it is shown. */
type Commit = (href: string) => void;

/** A chain of redirects longer than this is left to the browser, which shows its own error. */
const maxRedirects = 10;

/** Whoever types on while a page is asked for still gets there. */
const maxRetries = 3;

/** Takes over from the browser where a tab goes. */
export function createNavigation(tab: Tab): Navigation {
  const show = createShow(tab);
  const entries = createHistoryEntries();
  const prefetched = createPrefetch(tab);
  // The number of the navigation that is under way, 0 when there is none.
  let latest = 0;
  let count = 0;
  // The request that the shown page is the answer to, 0 for the document: what follows belongs to it.
  let origin = 0;

  guardDocument();
  keepTyped();
  restoreTyped();
  waitForCompositions();
  prefetched.observe();
  watchLeaving();
  // A link to a place in this page is followed by the browser, which then no longer knows where the reader was.
  document.addEventListener("click", (event) => {
    if (tab.dom.anchorOf(event)?.hash) entries.remember();
  }, { capture: true });

  /** Shows an address; `false` when it was overtaken, left to the browser, or cannot be had now. */
  async function go(href: string, commit: Commit, redirects = 0, retries = 0): Promise<boolean> {
    const url = new URL(href, location.href);
    if (url.origin !== location.origin) return false;
    if (redirects > maxRedirects) return leave(url);
    const address = url.pathname + url.search;
    const mine = latest = ++count;
    const { acts } = tab;
    setProgress(true);
    // The old page stays until the new data has come.
    // No frame follows what was asked for ahead.
    let asked = -1;
    const ahead = await prefetched.take(address);
    const answer = ahead ??
      await tab.transport.request((id) => ["go", asked = id, address, null, statesOf(tab.current)]);
    // Two fast clicks end on the last one: an answer that was overtaken is dropped.
    if (mine !== latest) return false;
    // What was done meanwhile may not be in it, and its answer may have been shown: older data must not follow.
    if (acts !== tab.acts && retries < maxRetries) return await go(href, commit, redirects, retries + 1);
    latest = 0;
    setProgress(false);
    if (answer[0] === "to") return await go(answer[2], commit, redirects + 1);
    // Fresh data for the page that is shown can wait for a connection; another page is the browser's to fetch.
    if (answer[0] === "no" && answer[2].kind === "offline" && address === tab.shown) return false;
    const snapshot = answer[0] === "ok" ? completed(tab.current, answer[2] as unknown as Snapshot) : undefined;
    // A 404 may be a file or a route of the app's own: the browser asks for it as a document.
    if (!snapshot || snapshot.status === 404) return leave(url);
    commit(url.href);
    tab.shown = address;
    origin = asked;
    await show(snapshot);
    prefetched.observe();
    // The server has not begun to read its slow parts: the reader might never have come.
    if (ahead && snapshot.waits) reload();
    return true;
  }

  async function navigate(href: string, { replace = false } = {}): Promise<void> {
    if (!mayLeave()) return;
    const before = tab.current;
    // A click on the link of the page that is shown adds no entry, as in every browser.
    const done = await go(href, (reached) => entries.write(reached, { replace: replace || reached === location.href }));
    if (!done) return;
    if (location.hash) document.getElementById(fragmentId())?.scrollIntoView();
    else scrollTo(0, 0);
    if (isSamePage(before, tab.current)) return;
    resetFocus();
    announceTitle();
  }

  const stay: Commit = (reached) => reached !== location.href && entries.write(reached, { replace: true });

  // A page that is on its way will be fresh anyway, and must not be overtaken by the one that is left.
  async function reload(): Promise<void> {
    if (latest === 0) await go(location.href, stay);
  }

  // It has no outlet, but is told of a new connection as a region is: slow parts do not follow over it. While the
  // document is on its way, they come with that.
  tab.regions.set("navigation", {
    reloaded() {},
    stop() {},
    reconnected: () => void (tab.current.waits && document.readyState === "complete" && reload()),
  });

  return {
    navigate,
    reload,
    async later([, id, regions, snapshot]) {
      if (id !== origin) return;
      if (snapshot) await show(snapshot as unknown as Snapshot, regions);
      else await reload();
    },
    async popped(state) {
      if (isShown()) {
        // A step between two places of one page; or back again from one that the reader did not want to leave.
        entries.arrived(state);
        return entries.restore();
      }
      const steps = entries.arrived(state);
      if (!mayLeave()) return history.go(-steps);
      if (!await go(location.href, stay)) return;
      entries.restore();
      announceTitle();
    },
  };

  function isShown(): boolean {
    return location.pathname + location.search === tab.shown;
  }
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
