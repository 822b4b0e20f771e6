/**
 * Joins a live page or layout: with the model that rendered its document, or a new one.
 *
 * @module
 */
import { refuse } from "../page/result.ts";
import type { KnownTemplates } from "../live/live_view.ts";
import type { Json } from "../wire/codec.ts";
import { Refused } from "./answers.ts";
import type { Core } from "./core.ts";
import { type JoinRequest, openOrNone, takeWaiting } from "./join_request.ts";
import { createLivePage, type LivePage } from "./live_page.ts";
import type { KeptPart } from "./live_store.ts";
import { partPlaceOf } from "./part_place.ts";
import { allLayouts, renderAround, type RenderedLoop, renderLoop } from "./render_page.ts";
import { snapshotOf } from "./snapshot_of.ts";
import { type Visit, visitOf } from "./visit.ts";

/** A live page that is there and has not begun. What it was rendered with is kept here alone: the page needs it no more. */
export interface JoinedPage {
  readonly page: LivePage;
  /**
   * The answer to `join`: `null` when the document was adopted, else the snapshot of the page as it is now, or what of it
   * is the layout's.
   */
  readonly answer: Json;
  /** Begins; call it once, when the answer was sent. */
  start(): Promise<void>;
}

/**
 * Joins a live page; `undefined` when there is none at this address for this visitor.
 *
 * @throws {Refused} When she has as many as she may.
 */
export async function joinLivePage(core: Core, request: JoinRequest): Promise<JoinedPage | undefined> {
  const visit = visitOf(request.visitor, request.href);
  if (!visit) return undefined;
  // The document gives its place back, so that the page itself can have it.
  const adopted = takeWaiting(core, visit, request);
  const uncount = core.limits.livePages.join(visit);
  if (!uncount) throw new Refused(refuse.rateLimited());
  let joined: JoinedPage | undefined;
  try {
    const kept = adopted?.loop ? adopted : await openAnew(core, visit, request);
    if (!kept?.loop) return undefined;
    const { opened, loop } = kept;
    const { known } = request;
    const answer = kept === adopted ? null : freshAnswer(core, kept, loop, known);
    loop.view.join(known);
    // Who has the token has what came with it.
    if (kept === adopted) loop.view.ack(loop.view.version);
    const { start, page } = createLivePage(core, { ...request, uncount }, visit, partPlaceOf(opened, request.region)!);
    joined = { page, answer, start: () => start(opened, loop) };
    return joined;
  } finally {
    if (!joined) uncount();
  }
}

async function openAnew(core: Core, visit: Visit, request: JoinRequest): Promise<KeptPart | undefined> {
  const { region } = request;
  const opened = await openOrNone(core, visit, request);
  try {
    return opened && { opened, region, loop: renderLoop(core, opened, region) };
  } catch (error) {
    core.trace(`join ${visit.path}`, error);
    return undefined;
  }
}

// Everything that the browser needs to build it from nothing, so no HTML goes with it.
function freshAnswer(core: Core, { opened, region }: KeptPart, { view }: RenderedLoop, known: KnownTemplates): Json {
  const live = { token: "", version: view.version, shape: view.content(), templates: view.templates(known) };
  const snapshot = snapshotOf(core, opened, renderAround(core, opened, { shown: allLayouts }), {
    live: new Map([[region, live]]),
  });
  const part = region === "page" ? snapshot : snapshot.layouts.find(({ id }) => id === region);
  return part as unknown as Json;
}
