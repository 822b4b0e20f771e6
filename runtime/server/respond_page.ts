/**
 * The answer to `GET`: opens, renders and writes the document of a page.
 *
 * @module
 */
import type { Core } from "./core.ts";
import { createRequestKey } from "./answered_requests.ts";
import { Redirect } from "./answers.ts";
import { documentResponse } from "./document.ts";
import { laterFrames } from "./later_pages.ts";
import { keepLive } from "./live_store.ts";
import type { OpenedPage } from "./load_page.ts";
import { openPage, showError } from "./open_page.ts";
import { type Models, type RenderedPage, renderPage } from "./render_page.ts";
import { localHref, secureHeaders } from "./security.ts";
import { slowFields, withSlowParts } from "./slow_reads.ts";
import { snapshotOf } from "./snapshot_of.ts";
import type { Visit } from "./visit.ts";

/** How a document is answered. */
export interface RespondOptions {
  /** Whether its slow parts are waited for: for browsers that run no script. */
  readonly whole: boolean;
}

/** Answers a visit with a document. */
export async function respondPage(core: Core, visit: Visit, { whole }: RespondOptions): Promise<Response> {
  try {
    const opened = await openPage(core, visit);
    return await respondOpened(core, visit, await withSlowParts(opened, whole ? undefined : "static"));
  } catch (error) {
    if (error instanceof Redirect) return redirectResponse(error.href, error.status);
    throw error;
  }
}

/** Renders a page that is open already; a view that throws becomes the error page. */
export async function respondOpened(
  core: Core,
  visit: Visit,
  opened: OpenedPage,
  models?: Models,
): Promise<Response> {
  const shown = await renderOrError(core, visit, opened, models);
  const live = keepLive(core, visit, shown, {
    describe: (view) => ({ shape: view.shape(), templates: view.templates() }),
  });
  const snapshot = snapshotOf(core, shown.opened, shown.rendered, { live });
  const later = slowFields(shown.opened).length > 0 ? laterFrames(core, visit, shown.opened, 0) : undefined;
  return documentResponse(core, shown.opened, shown.rendered, { snapshot, later });
}

/** Renders a page; when its own code throws, opens and renders the error page instead. */
async function renderOrError(
  core: Core,
  visit: Visit,
  opened: OpenedPage,
  models?: Models,
): Promise<{ opened: OpenedPage; rendered: RenderedPage }> {
  try {
    return { opened, rendered: renderPage(core, opened, { models, formKey: createRequestKey() }) };
  } catch (error) {
    return await showError(core, visit, error, (failed) => ({
      opened: failed,
      rendered: renderPage(core, failed, { formKey: createRequestKey() }),
    }));
  }
}

/** A redirect inside this app; any other address becomes `/`. */
export function redirectResponse(href: string, status: 302 | 303 | 308): Response {
  return new Response(null, {
    status,
    headers: { ...secureHeaders, location: localHref(href), "cache-control": "no-store" },
  });
}
