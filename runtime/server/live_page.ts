/**
 * The server's half of a live page: adopts the model that rendered the document (or loads anew), and gives its loop
 * the database, the topics and the socket. What comes after what is in `live/session_state.ts`.
 *
 * @module
 */
import type { Call } from "../page/call.ts";
import { ok, refuse, type Result } from "../page/result.ts";
import type { TopicSubscription } from "../page/subscription.ts";
import {
  type LiveInput,
  type LiveLoop,
  type LiveServices,
  type RefusedPart,
  startLiveLoop,
} from "../live/live_loop.ts";
import type { KnownTemplates } from "../live/live_view.ts";
import {
  type Alive,
  isAlive,
  type Loading,
  nextSession,
  type SessionEvent,
  type SessionState,
} from "../live/session_state.ts";
import { type RenderOptions, renderToHtml } from "../render/render_html.ts";
import type { PlacedEvent } from "../topics/bus.ts";
import type { Listener } from "../topics/hub.ts";
import type { Json } from "../wire/codec.ts";
import type { ServerFrame } from "../wire/frames.ts";
import { patchFrame } from "../wire/patch_frame.ts";
import { createRequestKey } from "./answered_requests.ts";
import { Redirect, Refused } from "./answers.ts";
import type { PartEntry } from "./app_table.ts";
import type { Core } from "./core.ts";
import type { KeptPage } from "./live_store.ts";
import { laterPages } from "./later_pages.ts";
import type { OpenedPage } from "./load_page.ts";
import { openPage } from "./open_page.ts";
import { isIndex, readEvent, readHeard } from "./read_event.ts";
import { loopModule, renderPage } from "./render_page.ts";
import { type ActionOutcome, runAction } from "./run_action.ts";
import { localHref } from "./security.ts";
import { sessionCookieName } from "./session.ts";
import { snapshotOf } from "./snapshot_of.ts";
import { allowedTopics } from "./topic_access.ts";
import { type Visit, visitOf, type Visitor } from "./visit.ts";

/** What a socket asks for with `join`. */
export interface JoinRequest {
  readonly visitor: Visitor;
  readonly href: string;
  /** The token of the document, or any other string to load anew. */
  readonly token: string;
  readonly connection: Listener;
  /** Of all live pages of the socket. */
  readonly known: KnownTemplates;
  send(frame: ServerFrame): void;
  /** Is told of an event that no page of this browser can have sent. */
  refused(): void;
}

/** A live page of one socket. */
export interface LivePage {
  /** An event of a handler. What a browser says resolves when the loop has handled it. */
  act(frame: readonly unknown[]): Promise<void>;
  /** The version that the browser shows. */
  seen(frame: readonly unknown[]): Promise<void>;
  /** The browser's answer to a question. */
  told(frame: readonly unknown[]): Promise<void>;
  /** An event of the window, the document or a media query. */
  heard(frame: readonly unknown[]): Promise<void>;
  receive(event: PlacedEvent): void;
  /** What the page's view draws now from nothing, for tests; `undefined` when its loop has ended. */
  drawn(options: RenderOptions): string | undefined;
  /** Goes on with the same page at another query, and its data; `false` when it is another page. */
  stay(request: JoinRequest): Promise<boolean>;
  stop(): void;
}

/** A live page that is there and has not begun. What it was rendered with is kept here alone: the page needs it no more. */
export interface JoinedPage {
  readonly page: LivePage;
  /** The answer to `join`: `null` when the document was adopted, else the snapshot of the page as it is now. */
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
  const adopted = adopt(core, visit, request.token);
  const uncount = core.limits.livePages.join(visit);
  if (!uncount) throw new Refused(refuse.rateLimited());
  let joined: JoinedPage | undefined;
  try {
    const kept = adopted ?? await openAnew(core, visit);
    if (!kept?.rendered.live) return undefined;
    const { live } = kept.rendered;
    const answer = adopted ? null : freshSnapshot(core, kept, request.known);
    live.join(request.known);
    // Who has the token has what came with it.
    if (adopted) live.ack(live.version);
    const { start, page } = livePage(core, { ...request, uncount }, visit, placeOf(kept.opened));
    joined = { page, answer, start: () => start(kept) };
    return joined;
  } finally {
    if (!joined) uncount();
  }
}

/** The page that was rendered for this address and visitor, if it still waits. */
function adopt(core: Core, visit: Visit, token: string): KeptPage | undefined {
  const page = core.live.take(token, visit.cookie(sessionCookieName(visit.secure)));
  return page?.opened.href === visit.href ? page : undefined;
}

async function openAnew(core: Core, visit: Visit): Promise<KeptPage | undefined> {
  try {
    const opened = await openPage(core, visit);
    return { opened, rendered: renderPage(core, opened) };
  } catch (error) {
    if (!(error instanceof Redirect)) core.trace(`join ${visit.path}`, error);
    return undefined;
  }
}

// Everything that the browser needs to build the page from nothing, so no HTML goes with it.
function freshSnapshot(core: Core, { opened, rendered }: KeptPage, known: KnownTemplates): Json {
  const { live } = rendered;
  const extras = live && { token: "", version: live.version, shape: live.content(), templates: live.templates(known) };
  return snapshotOf(core, opened, rendered, extras ? { live: extras } : {}) as unknown as Json;
}

/** Which page it is, whatever its data. */
interface PagePlace extends Pick<OpenedPage, "since"> {
  readonly entry: PartEntry;
  readonly params: string;
}

function placeOf(opened: OpenedPage): PagePlace {
  return { entry: opened.page.entry, params: paramsOf(opened), since: opened.since };
}

interface StartedPage {
  readonly page: LivePage;
  start(kept: KeptPage): Promise<void>;
}

interface CountedRequest extends JoinRequest {
  uncount(): void;
}

// It must not hold what it was rendered with: it lives as long as its tab.
function livePage(core: Core, request: CountedRequest, first: Visit, { entry, params, since }: PagePlace): StartedPage {
  const { connection } = request;
  let visit = first;
  let state: SessionState = { type: "joining", since };
  let subscriptions: readonly TopicSubscription<unknown>[] = [];
  let syncs = 0;
  let tellDev: ((how: "ended" | "failed") => void) | undefined;

  function happen(event: SessionEvent): SessionState {
    const before = state;
    state = nextSession(before, event);
    if (state !== before && (state.type === "failed" || state.type === "left")) {
      tellDev?.(state.type === "failed" ? "failed" : "ended");
      if (isAlive(before)) before.loop.stop();
      mailbox.close();
      request.uncount();
      core.hub.leave(connection, "page");
    }
    return state;
  }

  const mailbox = core.schedule.mailbox({
    file: entry.file,
    failed,
    overflowed: () => overflowed("more messages wait for it than it handles"),
  });

  function overflowed(why: string): void {
    if (state.type === "failed" || state.type === "left") return;
    core.log(`${entry.file}: a live page begins anew: ${why}`);
    send(["lost", "page"]);
    happen({ type: "left" });
  }

  // Whatever comes late must not reach the page that has taken this one's place.
  function send(frame: ServerFrame): void {
    if (state.type !== "left" && state.type !== "failed") request.send(frame);
  }

  function act(call: Call, input: LiveInput, done: (result: Result<unknown> | undefined) => void): void {
    const origin = { connection: connection.id, region: "page" };
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
    send(patchFrame({ ref: 0, patch: [], effects: [{ type: "navigate", href: localHref(href), replace }] }));
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
    if (opened?.page.entry !== entry) {
      happen({ type: "moved", load: number });
      navigate(visit.href, { replace: true });
      return false;
    }
    const { missed } = state;
    const after = happen({ type: "loaded", load: number, since: opened.since });
    tellLoaded(opened, missed);
    if (after.type === "loading") begin(after);
    return isNow(number);
  }

  function tellLoaded({ page, since }: OpenedPage, missed: readonly PlacedEvent[]): Promise<void> {
    const told = mailbox.post(() => {
      if (isAlive(state)) state.loop.reloaded(page.start);
    });
    for (const event of missed) if (event.at[1] > since[1]) receive(event);
    return told;
  }

  async function stay({ visitor, href, token }: JoinRequest): Promise<boolean> {
    const next = visitOf(visitor, href);
    const opened = next && (adopt(core, next, token) ?? await openAnew(core, next))?.opened;
    if (!next || !isAlive(state) || opened?.page.entry !== entry || paramsOf(opened) !== params) return false;
    visit = next;
    // What was told since that load is not in it: all topics are taken anew, from its place on.
    core.hub.leave(connection, "page");
    happen({ type: "stayed", since: opened.since });
    const told = tellLoaded(opened, []);
    sync();
    followFrom(opened);
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
      concerns: ({ region }) => region === "page",
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

  // TOPICS

  function sync(): void {
    if (isAlive(state)) core.watch(`topics of ${visit.path}`, syncTopics(state).catch(failed));
  }

  async function syncTopics({ since }: Alive): Promise<void> {
    const mine = ++syncs;
    const topics = subscriptions.map(({ address }) => [address.key, since] as const);
    const allowed = await allowedTopics(core, { visitor: request.visitor, region: "page", href: visit.href, topics });
    // A later set has been asked for meanwhile: its own sync counts.
    if (mine !== syncs || !isAlive(state)) return;
    if (core.hub.sync(connection, "page", allowed) === "lost") reload();
  }

  // In the commit of whoever caused it: the event gets its place here, and is handled when it is this page's turn.
  function receive(event: PlacedEvent): void {
    happen({ type: "told", event });
    mailbox.post(() => hear(event), "told");
  }

  function hear(event: PlacedEvent): void {
    const subscription = subscriptions.find(({ address }) => event.keys.includes(address.key));
    const codec = subscription && core.topicCodecs.get(subscription.address.topic);
    if (!subscription || !codec || !isAlive(state)) return;
    state.loop.tell(() => subscription.toMessage(codec.unpack(event.event)));
  }

  // THE END

  function failed(error: unknown): void {
    if (state.type === "failed" || state.type === "left") return;
    const traceId = core.trace(`live page ${visit.path}`, error);
    send(["ended", traceId, errorHtml(traceId)]);
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
    subscribe(set) {
      const keys = (list: readonly TopicSubscription<unknown>[]) => list.map(({ address }) => address.key).join(" ");
      const changed = keys(set) !== keys(subscriptions);
      subscriptions = set;
      if (changed) sync();
    },
    after: core.clock.after,
    mailbox,
    watch: core.watch,
    listen: (sources) => send(["sources", sources]),
    wire: { stored: parsedStores(entry) },
    functions: (name) => core.functions.get(name),
    send: (update) => send(patchFrame(update)),
    refused,
    failed,
    overflowed: () => overflowed("its browser is too far behind"),
  };

  const page: LivePage = {
    act: ([, ref, version, slot, given]) =>
      mailbox.post(() => {
        if (!isAlive(state)) return;
        const event = readEvent(given);
        if (isRef(ref) && isIndex(version) && isIndex(slot) && event) {
          return state.loop.act(ref, { version, slot }, event);
        }
        refused("shape");
        if (isRef(ref)) send([ref]);
      }),
    seen: ([, version]) =>
      mailbox.post(() => {
        if (isAlive(state) && isIndex(version)) state.loop.seen(version);
        else if (isAlive(state)) refused("shape");
      }),
    told: ([, id, answer]) =>
      mailbox.post(() => {
        if (isAlive(state) && isIndex(id)) state.loop.told(id, answer);
      }),
    heard: ([, key, value]) =>
      mailbox.post(() => {
        if (isAlive(state) && typeof key === "string") state.loop.heard(key, readHeard(value));
      }),
    receive,
    drawn: (options) => isAlive(state) ? state.loop.drawn(options) : undefined,
    stay,
    stop: () => happen({ type: "left" }),
  };

  function start({ opened, rendered: { first, live } }: KeptPage): Promise<void> {
    return mailbox.post(() => {
      if (!live) return;
      const module = core.devHooks?.module(entry, first[0], send) ?? loopModule(entry);
      const started = (loop: LiveLoop) => void happen({ type: "started", loop });
      const { redraw } = startLiveLoop({ module, first, view: live, services, started });
      if (!isAlive(state)) return;
      tellDev = core.devHooks?.live({ entry, redraw });
      followFrom(opened);
    });
  }

  return { page, start };
}

/** The parameters of the path as text; other ones are another page (`isSamePage` in the browser). */
function paramsOf({ page: { entry, start } }: OpenedPage): string {
  return JSON.stringify(entry.wire.params?.pack(start.params) ?? null);
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

function isRef(value: unknown): value is number {
  return isIndex(value) && value > 0;
}
