/**
 * Shows what a navigation has brought: later data of the page that is there, or another page in its place.
 *
 * @module
 */
import type { Snapshot } from "../wire/snapshot.ts";
import type { Tab } from "./tab.ts";

/** Shows one page after the other, in the order in which they were asked for. */
export function createShow(tab: Tab): (snapshot: Snapshot) => Promise<void> {
  let showing: Promise<void> = Promise.resolve();
  return (snapshot) =>
    showing = showing.then(() => show(tab, snapshot)).catch((error) => {
      // Its script did not arrive, or is of another build: the document is asked for instead.
      console.error(error);
      location.reload();
    });
}

async function show(tab: Tab, snapshot: Snapshot): Promise<void> {
  const before = tab.current;
  for (const { id } of snapshot.layouts) tab.regions.get(id)?.reloaded(snapshot);
  const running = tab.regions.get("page");
  const same = before.page === snapshot.page && before.mode === snapshot.mode &&
    JSON.stringify(before.params) === JSON.stringify(snapshot.params);
  if (same && running) {
    tab.current = snapshot;
    running.reloaded(snapshot);
  } else await tab.start("page", snapshot, { hydrate: false });
  // What arrived while the page was being loaded may be newer than what was loaded; only that is news to its loops.
  tab.replay(snapshot.since);
}
