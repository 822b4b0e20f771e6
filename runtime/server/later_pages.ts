/**
 * What follows a page whose slow parts were deferred. When a part has come, the page is loaded once more and the part is
 * put into its place: what its loop has heard or done meanwhile is in that data too, so nothing goes back in time.
 *
 * @module
 */
import type { Deferred } from "../page/deferred.ts";
import type { Json } from "../wire/codec.ts";
import type { LaterFrame, Region } from "../wire/frames.ts";
import type { Snapshot } from "../wire/snapshot.ts";
import { Redirect } from "./answers.ts";
import type { Core } from "./core.ts";
import type { OpenedPage } from "./load_page.ts";
import { newPage } from "./new_page.ts";
import { openPage, showError } from "./open_page.ts";
import { allLayouts, partOf, renderAround } from "./render_page.ts";
import { fieldKey, isForBrowser, type SlowField, slowFields, withParts } from "./slow_reads.ts";
import { snapshotOf } from "./snapshot_of.ts";
import type { Visit } from "./visit.ts";

/** What {@linkcode laterPages} takes. */
export interface LaterOptions {
  readonly first: OpenedPage;
  /** The part that has to be there still. */
  readonly region: Region;
  /** Which parts are waited for. */
  concerns(field: SlowField): boolean;
  /** Loads the page once more. */
  open(): Promise<OpenedPage>;
}

/** The page each time that parts have come; `undefined`, and then nothing, when something else stands there now. */
export async function* laterPages(
  { first, region, concerns, open }: LaterOptions,
): AsyncGenerator<OpenedPage | undefined> {
  const come = new Map<string, Deferred<unknown>>();
  const waiting = new Map<string, Promise<void>>();
  let news = false;

  // A later load may defer what the first one did not.
  function wait(opened: OpenedPage): void {
    for (const field of slowFields(opened).filter(concerns)) {
      const key = fieldKey(field);
      if (come.has(key) || waiting.has(key)) continue;
      const arrival = field.read().then((value) => {
        come.set(key, value);
        waiting.delete(key);
        news = true;
      });
      waiting.set(key, arrival);
    }
  }

  wait(first);
  while (news || waiting.size > 0) {
    if (!news) await Promise.race(waiting.values());
    const opened = await open().catch(() => undefined);
    if (!opened || partOf(opened, region)?.entry !== partOf(first, region)?.entry) return yield undefined;
    news = false;
    wait(opened);
    yield withParts(opened, come);
  }
}

/** The frames that follow a document or the answer to a navigation: for the loops that run in the browser. */
export async function* laterFrames(
  core: Core,
  visit: Visit,
  first: OpenedPage,
  id: number,
): AsyncGenerator<LaterFrame> {
  const regions = [...new Set(slowFields(first).filter(isForBrowser).map(({ region }) => region))];
  const pages = laterPages({ first, region: "page", concerns: isForBrowser, open: () => openPage(core, visit) });
  for await (const opened of pages) {
    const snapshot = opened ? await laterOrError(core, visit, opened) : null;
    yield ["later", id, regions, snapshot as unknown as Json];
    if (snapshot?.page !== first.page.entry.id) return;
  }
}

/** The page with what has come. When its own code throws on that, the error page takes its place, as in a document. */
async function laterOrError(core: Core, visit: Visit, opened: OpenedPage): Promise<Snapshot | null> {
  try {
    return snapshotOf(core, opened, renderAround(core, opened, { shown: allLayouts }), {});
  } catch (error) {
    return await showError(core, visit, error, (failed) => newPage(core, visit, failed, { shown: new Map() }))
      .catch((second) => notEvenThat(core, visit, second));
  }
}

/** The browser asks for the page again: a redirect is followed then, and what fails is answered as a failure. */
function notEvenThat(core: Core, visit: Visit, error: unknown): null {
  if (!(error instanceof Redirect)) core.trace(`the error page of ${visit.path}`, error);
  return null;
}
