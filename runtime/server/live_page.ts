/**
 * The server's half of a live page or layout: gives its loop the database, the topics and the socket. How it begins is
 * in `join_live_page.ts`, what comes after what in `live/session_state.ts`; what the browser says to the loop is read in
 * `live_frame.ts`, what it listens to is in `live_topics.ts`.
 *
 * @module
 */
import type { Call } from "../page/call.ts";
import { ok, type Result } from "../page/result.ts";
import {
  type LiveInput,
  type LiveLoop,
  type LiveServices,
  type RefusedPart,
  startLiveLoop,
} from "../live/live_loop.ts";
import { isAlive, type Loading, nextSession, type SessionEvent, type SessionState } from "../live/session_state.ts";
import { type RenderOptions, renderToHtml } from "../render/render_html.ts";
import type { PlacedEvent } from "../topics/bus.ts";
import type { ServerFrame } from "../wire/frames.ts";
import { type LiveUpdate, patchFrame } from "../wire/patch_frame.ts";
import { regionEnd } from "../wire/region.ts";
import { createRequestKey } from "./answered_requests.ts";
import { Redirect } from "./answers.ts";
import type { PartEntry } from "./app_table.ts";
import type { Core } from "./core.ts";
import { type JoinRequest, openOrNone, takeWaiting } from "./join_request.ts";
import { laterPages } from "./later_pages.ts";
import { giveFrame } from "./live_frame.ts";
import { createLiveTopics } from "./live_topics.ts";
import type { OpenedPage } from "./load_page.ts";
import { openPage } from "./open_page.ts";
import { type PartPlace, partPlaceOf } from "./part_place.ts";
import { childrenOf, loopModule, partOf, type RenderedLoop } from "./render_page.ts";
import { type ActionOutcome, runAction } from "./run_action.ts";
import { localHref } from "./security.ts";
import { type Visit, visitOf } from "./visit.ts";

/** A live page or layout of one socket. */
export interface LivePage {
  /** Takes what the browser says; resolves when the loop has handled it. */
  handle(frame: readonly unknown[]): Promise<void>;
  receive(event: PlacedEvent): void;
  /** What the page's view draws now from nothing, for tests; `undefined` when its loop has ended. */
  drawn(options: RenderOptions): string | undefined;
  /**
   * Goes on with the same page at another query, or with the layout of another page, and its data; `false` when it does
   * not stand there.
   */
  stay(request: JoinRequest): Promise<boolean>;
  stop(): void;
}

/** A live page that is there and has not begun. */
export interface StartedPage {
  readonly page: LivePage;
  /** Begins; what it was rendered with is kept by the caller alone, because the page lives as long as its tab. */
  start(opened: OpenedPage, loop: RenderedLoop): Promise<void>;
}

/** What a live page is made for; it has room. */
export interface CountedRequest extends JoinRequest {
  uncount(): void;
}

/** Makes a live page, or a live layout. */
export function createLivePage(core: Core, request: CountedRequest, first: Visit, place: PartPlace): StartedPage {
  const { connection, region } = request;
  const { entry, params, since } = place;
  const isPage = region === "page";
  let visit = first;
  let { state: content } = place;
  let state: SessionState = { type: "joining", since };
  let tellDev: ((how: "ended" | "failed") => void) | undefined;

  function happen(event: SessionEvent): SessionState {
    const before = state;
    state = nextSession(before, event);
    if (state !== before && (state.type === "failed" || state.type === "left")) {
      tellDev?.(state.type === "failed" ? "failed" : "ended");
      if (isAlive(before)) before.loop.stop();
      mailbox.close();
      request.uncount();
      topics.leave();
    }
    return state;
  }

  const mailbox = core.schedule.mailbox<PlacedEvent>({
    file: entry.file,
    hear,
    failed,
    overflowed: () => overflowed("more messages wait for it than it handles"),
  });

  const topics = createLiveTopics(core, request, {
    visit: () => visit,
    since: () => isAlive(state) ? state.since : undefined,
    lost: reload,
    failed,
  });

  function overflowed(why: string): void {
    if (state.type === "failed" || state.type === "left") return;
    core.log(`${entry.file}: a live page begins anew: ${why}`);
    send(["lost", region]);
    happen({ type: "left" });
  }

  // Whatever comes late must not reach the page that has taken this one's place.
  function send(frame: ServerFrame): void {
    if (state.type !== "left" && state.type !== "failed") request.send(frame);
  }

  function act(call: Call, input: LiveInput, done: (result: Result<unknown> | undefined) => void): void {
    const origin = { connection: connection.id, region };
    const { owner, action } = call;
    const asked = { visit, owner, action, input, over: "socket" as const, origin, key: createRequestKey() };
    const running = runAction(core, asked, (outcome) => {
      if (outcome.redirect === undefined) return done(asSent(core, call, outcome));
      navigate(outcome.redirect);
      done(undefined);
    });
    core.watch(`${call.owner}#${call.action}`, running);
  }

  function navigate(href: string, { replace = false } = {}): void {
    tell({ ref: 0, patch: [], effects: [{ type: "navigate", href: localHref(href), replace }] });
  }

  function tell(update: LiveUpdate): void {
    send(patchFrame(isPage ? update : { ...update, region }));
  }

  // LOADS

  /** Loads the page once more; when that is under way already, once more after it. */
  function reload(): void {
    const before = state;
    const after = happen({ type: "outdated" });
    if (before.type === "running" && after.type === "loading") begin(after);
  }

  function begin({ load: number }: Loading): void {
    core.watch(`reload of ${visit.path}`, load(number));
  }

  async function load(number: number): Promise<void> {
    try {
      const opened = await openPage(core, visit);
      if (arrive(number, opened)) followFrom(opened);
    } catch (error) {
      if (!isNow(number)) return;
      if (!(error instanceof Redirect)) return failed(error);
      happen({ type: "moved", load: number });
      navigate(error.href, { replace: true });
    }
  }

  const isNow = (number: number) => isAlive(state) && state.load === number;

  /** Tells the loop what was loaded; `false` when that has come too late, or is another page. */
  function arrive(number: number, opened: OpenedPage | undefined): boolean {
    if (state.type !== "loading" || !isNow(number)) return false;
    const part = opened && partOf(opened, region);
    if (part?.entry !== entry) {
      happen({ type: "moved", load: number });
      navigate(visit.href, { replace: true });
      return false;
    }
    const { missed } = state;
    const after = happen({ type: "loaded", load: number, since: opened!.since });
    tellLoaded(opened!, missed);
    if (after.type === "loading") begin(after);
    return isNow(number);
  }

  function tellLoaded(opened: OpenedPage, missed: readonly PlacedEvent[]): Promise<void> {
    const { start } = partOf(opened, region)!;
    const { since } = opened;
    const told = mailbox.post(() => {
      if (isAlive(state)) state.loop.reloaded(start);
    });
    for (const event of missed) if (event.at[1] > since[1]) receive(event);
    return told;
  }

  async function stay(request: JoinRequest): Promise<boolean> {
    const next = visitOf(request.visitor, request.href);
    const opened = next && (takeWaiting(core, next, request)?.opened ?? await openOrNone(core, next, request));
    const place = opened && partPlaceOf(opened, region);
    if (!next || !isAlive(state) || place?.entry !== entry || place.params !== params) return false;
    visit = next;
    // A layout that does not ask where it stands is told only of new data. It goes on from where it has heard.
    const isTold = isPage || place.state !== content || loopModule(entry).reloaded !== undefined;
    if (!isTold) {
      topics.sync();
      return true;
    }
    content = place.state;
    // What was told since that load is not in it: all topics are taken anew, from its place on.
    topics.leave();
    happen({ type: "stayed", since: opened!.since });
    const told = tellLoaded(opened!, []);
    topics.sync();
    followFrom(opened!);
    await told;
    return true;
  }

  function followFrom(opened: OpenedPage): void {
    if (isAlive(state)) core.watch(`slow parts of ${visit.path}`, follow(opened, state.load).catch(failed));
  }

  /** Gives the loop its slow parts, until they are all there or the page is loaded again for another reason. */
  async function follow(first: OpenedPage, latest: number): Promise<void> {
    let number = latest;
    const pages = laterPages({
      first,
      region,
      concerns: (field) => field.region === region,
      open() {
        if (state.type === "running" && isNow(number)) {
          happen({ type: "outdated" });
          number += 1;
        }
        return openPage(core, visit);
      },
    });
    for await (const opened of pages) if (!arrive(number, opened)) return;
  }

  // EVENTS

  // In the commit of whoever caused it: the event gets its place here, and is handled when it is this page's turn.
  function receive(event: PlacedEvent): void {
    if (state.type === "loading") happen({ type: "told", event });
    mailbox.event(event);
  }

  function hear(event: PlacedEvent): void {
    if (isAlive(state)) topics.hear(state.loop, event);
  }

  // THE END

  function failed(error: unknown): void {
    if (state.type === "failed" || state.type === "left") return;
    const traceId = core.trace(isPage ? `live page ${visit.path}` : `live layout of ${visit.path}`, error);
    send(["ended", traceId, errorHtml(traceId), ...regionEnd(region)]);
    happen({ type: "failed" });
  }

  /** What the author shows in the place of a page that has failed, if that does not fail too. */
  function errorHtml(traceId: string): string | null {
    try {
      const { errorView } = loopModule(entry);
      return errorView ? renderToHtml(errorView({ traceId })) : null;
    } catch (error) {
      core.trace(`errorView of ${visit.path}`, error);
      return null;
    }
  }

  function refused(what: RefusedPart): void {
    core.refusedEvents.note(entry.path, what);
    request.refused();
  }

  const services: LiveServices = {
    act,
    reload,
    subscribe: topics.subscribe,
    after: core.clock.after,
    mailbox,
    watch: core.watch,
    listen: (sources) => send(["sources", sources, ...regionEnd(region)]),
    wire: { stored: parsedStores(entry) },
    functions: (name) => core.functions.get(name),
    send: tell,
    refused,
    failed,
    overflowed: () => overflowed("its browser is too far behind"),
  };

  const page: LivePage = {
    handle: (frame) =>
      mailbox.post(() => {
        if (isAlive(state)) giveFrame(state.loop, frame, services);
      }),
    receive,
    drawn: (options) => isAlive(state) ? state.loop.drawn(options) : undefined,
    stay,
    stop: () => happen({ type: "left" }),
  };

  function start(opened: OpenedPage, { first, view }: RenderedLoop): Promise<void> {
    return mailbox.post(() => {
      const module = core.devHooks?.module(entry, first[0], send) ?? loopModule(entry);
      const started = (loop: LiveLoop) => void happen({ type: "started", loop });
      const { redraw } = startLiveLoop({ module, first, view, children: childrenOf(region), services, started });
      if (!isAlive(state)) return;
      tellDev = core.devHooks?.live({ entry, redraw });
      followFrom(opened);
    });
  }

  return { page, start };
}

// What a browser says it has kept is parsed, as everything that it sends.
function parsedStores({ wire, module }: PartEntry): LiveServices["wire"]["stored"] {
  const stored = Object.entries(wire.stored ?? {}).map(([name, { hash, codec }]) => {
    const schema = module.contract?.spec.stored?.[name]?.schema;
    const unpack = (packed: unknown) => schema?.parse(codec.unpack(packed));
    return [name, { hash, codec: { pack: codec.pack, unpack } }] as const;
  });
  return Object.fromEntries(stored);
}

// A live loop gets what a browser would have got: exactly what the contract names.
function asSent(core: Core, { owner, action }: Call, { result, packed }: ActionOutcome): Result<unknown> {
  const output = core.owners.get(owner)?.wire.actions[action]?.output;
  return result.ok && output ? ok(output.unpack(packed)) : result;
}
