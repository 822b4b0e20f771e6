/**
 * A page as a browser gets it that shows another one: its data or its HTML, without a document around it.
 *
 * @module
 */
import type { Snapshot } from "../wire/snapshot.ts";
import type { Core } from "./core.ts";
import type { OpenedPage } from "./load_page.ts";
import { renderAround, renderPage } from "./render_page.ts";
import { snapshotOf } from "./snapshot_of.ts";
import type { Visit } from "./visit.ts";

/** How a page is asked for. */
export interface NewPageOptions {
  /**
   * Whether the reader may never come: then no model of a live page is kept for her.
   * @default {false}
   */
  readonly ahead?: boolean;
  /** The states of the layouts that she sees, by their ids. */
  readonly shown: ReadonlyMap<string, unknown>;
}

/**
 * Packs a page. The browser draws a client page from its data, so its view is not asked here.
 *
 * @throws What the page's own code throws.
 */
export function newPage(
  core: Core,
  visit: Visit,
  opened: OpenedPage,
  { ahead = false, shown }: NewPageOptions,
): Snapshot {
  if (opened.page.entry.mode === "client") return snapshotOf(core, opened, renderAround(opened), { shown });
  const rendered = renderPage(opened);
  const live = ahead ? undefined : core.live.keep({ opened, rendered }, () => core.limits.livePages.keep(visit));
  return snapshotOf(core, opened, rendered, { shown, html: rendered.pageHtml, ...(live ? { live } : {}) });
}
