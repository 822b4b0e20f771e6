/**
 * Exchanges the layouts around a page. Those that both pages share stay as they are, with their model and their DOM;
 * what stands inside the first that differs is made anew.
 *
 * @module
 */
import type { LayoutSnapshot, Snapshot } from "../../wire/snapshot.ts";
import type { Tab } from "../tab.ts";

/** The states of the shown layouts, for the server to leave out what has not changed. */
export function statesOf({ layouts }: Snapshot): Record<string, string> {
  return Object.fromEntries(layouts.map(({ id, state }) => [id, state]));
}

/**
 * A snapshot with what the server left out because it was shown already; `undefined` when something else is shown by
 * now.
 */
export function completed(shown: Snapshot, snapshot: Snapshot): Snapshot | undefined {
  const known = new Map(shown.layouts.map((layout) => [layout.id, layout]));
  const layouts: LayoutSnapshot[] = [];
  for (const layout of snapshot.layouts) {
    const before = known.get(layout.id);
    if (layout.data !== undefined) layouts.push(layout);
    else if (before?.state === layout.state) layouts.push({ ...before, ...layout });
    else return undefined;
  }
  return { ...snapshot, layouts };
}

/** Whether two pages stand in the same layouts. */
export function haveSameLayouts(before: Snapshot, after: Snapshot): boolean {
  return before.layouts.length === after.layouts.length && sharedLayouts(before, after) === after.layouts.length;
}

/** Tells the layouts that stay what is new to them. */
export function updateSharedLayouts(tab: Tab, before: Snapshot, after: Snapshot): void {
  for (const [at, layout] of after.layouts.slice(0, sharedLayouts(before, after)).entries()) {
    const changed = layout.state !== before.layouts[at]!.state;
    if (layout.mode !== "static") tab.regions.get(layout.id)?.reloaded(after, { changed });
    else if (changed) {
      replaceAround(outletOf(layout.id), layout.html ?? "");
      tab.applyHead(layout.id, layout.own);
    }
  }
}

/** Starts the layouts that only the new page has, and the page in them. */
export async function startInNewLayouts(tab: Tab, before: Snapshot, after: Snapshot): Promise<void> {
  // The old page stays until the new one can be drawn at once.
  await Promise.all(Object.values(after.scripts).map((script) => import(script)));
  const shared = sharedLayouts(before, after);
  let outlet: Element | null = outletOf(before.layouts[shared]?.id ?? "page");
  for (const region of ["page", ...before.layouts.slice(shared).map(({ id }) => id).reverse()]) tab.stop(region);
  for (const region of [...after.layouts.slice(shared).map(({ id }) => id), "page"]) {
    if (!outlet) throw new Error(`The view of a layout shows no children: there is no place for "${region}"`);
    outlet.setAttribute("data-region", region);
    outlet.setAttribute("data-part", region === "page" ? after.page : region);
    await tab.start(region, after, { hydrate: false });
    outlet = outlet.querySelector("rally-outlet");
  }
}

/** How many layouts, from the outermost on, two pages have in common. */
function sharedLayouts(before: Snapshot, after: Snapshot): number {
  const differs = after.layouts.findIndex(({ id, mode }, at) =>
    before.layouts[at]?.id !== id || before.layouts[at]?.mode !== mode
  );
  return differs < 0 ? after.layouts.length : differs;
}

/** Gives a static layout new HTML around the running DOM that stands inside it. */
function replaceAround(outlet: Element | null, html: string): void {
  const inside = outlet?.querySelector("rally-outlet");
  if (!outlet || !inside) return;
  const around = document.createElement("template");
  around.innerHTML = html;
  around.content.querySelector("rally-outlet")?.replaceWith(inside);
  outlet.replaceChildren(around.content);
}

function outletOf(region: string): Element | null {
  return document.querySelector(`rally-outlet[data-region="${region}"]`);
}
