/**
 * Shows what a navigation has brought: later data of the page that is there, or another page in its place.
 *
 * @module
 */
import type { Region } from "../../wire/frames.ts";
import type { Snapshot } from "../../wire/snapshot.ts";
import type { Tab } from "../tab.ts";
import { addHeadTags } from "./head_tags.ts";
import { haveSameLayouts, startInNewLayouts, updateSharedLayouts } from "./layouts.ts";

/**
 * Shows one page after the other, in the order in which they were asked for.
 *
 * @returns With `regions` it gives later data of the page that is shown to these loops alone.
 */
export function createShow(tab: Tab): (snapshot: Snapshot, regions?: readonly Region[]) => Promise<void> {
  let showing: Promise<void> = Promise.resolve();
  return (snapshot, regions) =>
    showing = showing.then(() =>
      regions && isSamePage(tab.current, snapshot) ? tell(tab, snapshot, regions) : show(tab, snapshot)
    ).catch((error) => {
      // Its script did not arrive, or is of another build: the document is asked for instead.
      console.error(error);
      tab.renew();
    });
}

/** Whether a snapshot is later data of the page that is shown. */
export function isSamePage(before: Snapshot, after: Snapshot): boolean {
  return before.page === after.page && before.mode === after.mode &&
    JSON.stringify(before.params) === JSON.stringify(after.params);
}

function tell(tab: Tab, snapshot: Snapshot, regions: readonly Region[]): void {
  tab.current = snapshot;
  for (const region of regions) tab.regions.get(region)?.reloaded(snapshot, { changed: true });
  tab.replay(snapshot.since);
}

async function show(tab: Tab, snapshot: Snapshot): Promise<void> {
  // A layout that has failed, or does not show its children, has no place for a page.
  if (!document.querySelector("rally-outlet[data-region=page]")) return location.reload();
  const before = tab.current;
  const removeOldTags = await addHeadTags(before.head, snapshot.head);
  updateSharedLayouts(tab, before, snapshot);
  const running = tab.regions.get("page");
  if (!haveSameLayouts(before, snapshot)) await inTransition(() => startInNewLayouts(tab, before, snapshot));
  else if (isSamePage(before, snapshot) && running) {
    tab.current = snapshot;
    running.reloaded(snapshot, { changed: true });
  } else await inTransition(() => tab.start("page", snapshot, { hydrate: false }));
  removeOldTags();
  // What arrived while the page was being loaded may be newer than what was loaded; only that is news to its loops.
  tab.replay(snapshot.since);
}

/** Changes the page in a view transition, where the app has asked for them by `data-view-transitions` on `<html>`. */
async function inTransition(change: () => Promise<void>): Promise<void> {
  const wanted = document.documentElement.hasAttribute("data-view-transitions") &&
    !matchMedia("(prefers-reduced-motion: reduce)").matches;
  if (wanted && document.startViewTransition) await document.startViewTransition(change).updateCallbackDone;
  else await change();
}
