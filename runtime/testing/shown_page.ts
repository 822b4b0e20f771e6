/**
 * What a tab shows: starts the loops of a page and its layouts, and exchanges them at a navigation, as
 * `client/navigation/show.ts` and `layouts.ts` do in a browser.
 *
 * @module
 */
import { haveSameLayouts, updateSharedLayouts } from "../client/navigation/layouts.ts";
import { isSamePage } from "../client/navigation/show.ts";
import type { Tab as BrowserTab } from "../client/tab.ts";
import type { PartEntry } from "../server/app_table.ts";
import type { LayoutSnapshot, Snapshot } from "../wire/snapshot.ts";
import { startClientRegion } from "./client_region.ts";
import { startLiveRegion } from "./live_region.ts";
import type { Region, RegionTab } from "./region.ts";
import { inWindow } from "./test_window.ts";

/** The loops of one document. */
export interface ShownPage {
  readonly tab: RegionTab;
  readonly regions: Map<string, Region>;
  /** Pages and layouts by id. */
  readonly parts: ReadonlyMap<string, PartEntry>;
  /** The HTML of the document. */
  readonly html: string;
  current: Snapshot;
}

/** Takes over the HTML of a document. */
export function startAll(page: ShownPage): void {
  for (const region of [...page.current.layouts.map(({ id }) => id), "page"]) start(page, region, true);
}

/** Ends all loops. */
export function stopAll({ regions }: ShownPage): void {
  for (const region of regions.values()) region.stop();
  regions.clear();
}

/** Shows later data of the page that is there, or another page in its place. */
export function show(page: ShownPage, snapshot: Snapshot): void {
  const { tab: { window, applyHead }, regions, current: before } = page;
  // Of the tab it uses these alone.
  const tab: Pick<BrowserTab, "applyHead"> & Pick<ShownPage, "regions"> = { regions, applyHead };
  inWindow(window, () => updateSharedLayouts(tab as unknown as BrowserTab, before, snapshot));
  const running = regions.get("page");
  const isSame = isSamePage(before, snapshot);
  page.current = snapshot;
  if (!haveSameLayouts(before, snapshot)) startInNewLayouts(page, before.layouts);
  else if (isSame && running) running.reloaded(snapshot, { changed: true });
  else start(page, "page", false);
}

function startInNewLayouts(page: ShownPage, before: readonly LayoutSnapshot[]): void {
  const { tab, regions, current } = page;
  const differs = current.layouts.findIndex(({ id, mode }, at) => before[at]?.id !== id || before[at]?.mode !== mode);
  const shared = differs < 0 ? current.layouts.length : differs;
  let outlet = tab.window.document.querySelector(`rally-outlet[data-region="${before[shared]?.id ?? "page"}"]`);
  for (const region of ["page", ...before.slice(shared).map(({ id }) => id)]) {
    regions.get(region)?.stop();
    regions.delete(region);
    tab.applyHead(region, undefined);
  }
  for (const region of [...current.layouts.slice(shared).map(({ id }) => id), "page"]) {
    outlet?.setAttribute("data-region", region);
    start(page, region, false);
    outlet = outlet?.querySelector("rally-outlet") ?? null;
  }
}

function start({ tab, regions, parts, html, current }: ShownPage, region: string, hydrate: boolean): void {
  const outlet = tab.window.document.querySelector(`rally-outlet[data-region="${region}"]`);
  const part = region === "page" ? current : current.layouts.find(({ id }) => id === region);
  const entry = parts.get(region === "page" ? current.page : region);
  if (!outlet || !part) throw new Error(`The document of ${current.href} has no place for "${region}"`);
  regions.get(region)?.stop();
  regions.delete(region);
  tab.applyHead(region, part.own);
  if (part.mode === "static" || !entry) {
    if (!hydrate) outlet.innerHTML = part.html ?? "";
    return;
  }
  const begin = part.mode === "live" ? startLiveRegion : startClientRegion;
  const sent = hydrate ? insideOf(html, region) : part.html ?? "";
  regions.set(region, begin(tab, { region, entry, outlet, snapshot: current, hydrate, html: withoutInner(sent) }));
}

/** What stands in an outlet of a document. */
function insideOf(html: string, region: string): string {
  const start = html.indexOf(`<rally-outlet data-region="${region}"`);
  const begin = html.indexOf(">", start) + 1;
  return html.slice(begin, endOf(html, begin));
}

/** The HTML of a layout with an outlet that is empty, as its view draws it. */
function withoutInner(html: string): string {
  const start = html.indexOf("<rally-outlet ");
  if (start < 0) return html;
  const end = endOf(html, html.indexOf(">", start) + 1);
  return `${html.slice(0, start)}<rally-outlet style="display:contents">${html.slice(end)}`;
}

/** Where the outlet ends that is open here. */
function endOf(html: string, at: number): number {
  let depth = 1;
  for (const { 0: tag, index } of html.slice(at).matchAll(/<\/?rally-outlet[ >]/g)) {
    depth += tag.startsWith("</") ? -1 : 1;
    if (depth === 0) return at + index;
  }
  return html.length;
}
