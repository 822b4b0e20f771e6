/**
 * A page as a browser gets it that shows another one: its data or its HTML, without a document around it.
 *
 * @module
 */
import type { LiveView } from "../live/live_view.ts";
import type { Snapshot } from "../wire/snapshot.ts";
import type { Core } from "./core.ts";
import { keepLive } from "./live_store.ts";
import type { OpenedPage } from "./load_page.ts";
import { allLayouts, type PageSurroundings, renderAround, renderPage } from "./render_page.ts";
import { snapshotOf } from "./snapshot_of.ts";
import type { Visit } from "./visit.ts";

/** How a page is asked for. */
export interface NewPageOptions {
  /**
   * Whether the reader may never come: then no model of a live layout is kept for her. Live pages are not asked for here.
   * @default {false}
   */
  readonly ahead?: boolean;
  /** The states of the layouts that she sees, by their ids. */
  readonly shown: ReadonlyMap<string, unknown>;
  /** The templates that her browser has. @default {none} */
  readonly known?: ReadonlySet<number>;
}

/**
 * Packs a page. The browser draws a client page from its data, so its view is not asked here, and builds a live page
 * from its templates.
 *
 * @throws What the page's own code throws.
 */
export function newPage(
  core: Core,
  visit: Visit,
  opened: OpenedPage,
  { ahead = false, shown, known }: NewPageOptions,
): Snapshot {
  const { mode } = opened.page.entry;
  const drawn = ahead ? allLayouts : shown;
  const rendered: PageSurroundings & { readonly pageHtml?: string } = mode === "client"
    ? renderAround(core, opened, { shown: drawn })
    : renderPage(core, opened, { shown: drawn });
  const describe = (view: LiveView) => ({ shape: view.content(), templates: view.templates(known) });
  const live = ahead ? undefined : keepLive(core, visit, { opened, rendered }, { describe, shown });
  // Without a loop to come a live page is shown as a static one is.
  const html = mode === "live" && (!live || live.has("page")) ? undefined : rendered.pageHtml;
  return snapshotOf(core, opened, rendered, { shown, html, live });
}
