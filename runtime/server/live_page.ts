/**
 * The server's half of a live page: adopts the model that rendered the document (or loads anew), and gives its loop
 * the database, the topics and the socket.
 *
 * @module
 */
import type { Call } from "../page/call.ts";
import type { Start } from "../page/contract.ts";
import { ok, type Result } from "../page/result.ts";
import type { Connection, TopicSubscription } from "../page/subscription.ts";
import { type LiveInput, type LiveLoop, type LiveServices, startLiveLoop } from "../live/live_loop.ts";
import { renderToHtml } from "../render/render_html.ts";
import type { PlacedEvent } from "../topics/bus.ts";
import type { Listener } from "../topics/hub.ts";
import type { Json } from "../wire/codec.ts";
import { textEntries } from "../wire/form_tree.ts";
import type { ServerFrame, WireEvent } from "../wire/frames.ts";
import { createRequestKey } from "./answered_requests.ts";
import { Redirect } from "./answers.ts";
import type { PartEntry } from "./app_table.ts";
import type { Core } from "./core.ts";
import type { KeptPage } from "./live_store.ts";
import { laterPages } from "./later_pages.ts";
import type { OpenedPage } from "./load_page.ts";
import { openPage } from "./open_page.ts";
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
  send(frame: ServerFrame): void;
}

/** A live page of one socket. */
export interface LivePage {
  /** The answer to `join`: `null` when the document was adopted, else the snapshot of the page as it is now. */
  readonly joined: Json;
  start(): void;
  act(frame: readonly unknown[]): void;
  /** The browser's answer to a question. */
  told(frame: readonly unknown[]): void;
  /** An event of the window, the document or a media query. */
  heard(frame: readonly unknown[]): void;
  receive(event: PlacedEvent): void;
  /** Goes on with the same page at another query, and its data; `false` when it is another page. */
  stay(request: JoinRequest): Promise<boolean>;
  stop(): void;
}

/** Joins a live page; `undefined` when there is none at this address for this visitor. */
export async function createLivePage(core: Core, request: JoinRequest): Promise<LivePage | undefined> {
  const visit = visitOf(request.visitor, request.href);
  if (!visit) return undefined;
  const adopted = adopt(core, visit, request.token);
  const page = adopted ?? await openAnew(core, visit);
  if (!page?.rendered.live) return undefined;
  return livePage(core, request, visit, page, adopted ? null : freshSnapshot(core, page));
}

/** The page that was rendered for this address and visitor, if it still waits. */
function adopt(core: Core, visit: Visit, token: string): KeptPage | undefined {
  const page = core.live.take(token, visit.cookie(sessionCookieName(visit.secure)));
  return page?.opened.href === visit.href ? page : undefined;
}

async function openAnew(core: Core, visit: Visit): Promise<KeptPage | undefined> {
  try {
    const opened = await openPage(core, visit);
    return { opened, rendered: renderPage(opened) };
  } catch (error) {
    if (!(error instanceof Redirect)) core.trace(`join ${visit.path}`, error);
    return undefined;
  }
}

// Everything that the browser needs to build the page from nothing, so no HTML goes with it.
function freshSnapshot(core: Core, { opened, rendered }: KeptPage): Json {
  const { live } = rendered;
  const extras = live && { token: "", version: live.version, shape: live.content(), templates: live.templates() };
  return snapshotOf(core, opened, rendered, extras ? { live: extras } : {}) as unknown as Json;
}

function livePage(core: Core, request: JoinRequest, first: Visit, page: KeptPage, joined: Json): LivePage {
  const { entry } = page.opened.page;
  const params = paramsOf(page.opened);
  let visit = first;
  const { connection } = request;
  let subscriptions: readonly TopicSubscription<unknown>[] = [];
  let loop: LiveLoop | undefined;
  let stopped = false;
  let ended: ((how: "ended" | "failed") => void) | undefined;
  let syncs = 0;
  let follows = 0;
  let { since } = page.opened;
  // What arrives while the page is loaded again may be newer than what is loaded.
  let meanwhile: PlacedEvent[] | undefined;

  // Whatever comes late must not reach the page that has taken this one's place.
  function send(frame: ServerFrame): void {
    if (!stopped) request.send(frame);
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
    send(["patch", null, [], [{ type: "navigate", href: localHref(href), replace }], null, false]);
  }

  async function reload(): Promise<void> {
    const missed: PlacedEvent[] = meanwhile = [];
    // What was deferred by an earlier load is deferred anew.
    follows += 1;
    try {
      const opened = await openPage(core, visit);
      if (opened.page.entry !== entry) return navigate(visit.href, { replace: true });
      loaded(opened, missed);
      followFrom(opened);
    } catch (error) {
      if (error instanceof Redirect) navigate(error.href, { replace: true });
      else failed(error);
    } finally {
      if (meanwhile === missed) meanwhile = undefined;
    }
  }

  function loaded(opened: OpenedPage, missed: readonly PlacedEvent[]): void {
    since = opened.since;
    loop?.reloaded(opened.page.start as Start);
    for (const event of missed) if (event.at[1] > since[1]) receive(event);
  }

  async function stay({ visitor, href, token }: JoinRequest): Promise<boolean> {
    const next = visitOf(visitor, href);
    const opened = next && (adopt(core, next, token) ?? await openAnew(core, next))?.opened;
    if (!next || !loop || opened?.page.entry !== entry || paramsOf(opened) !== params) return false;
    visit = next;
    // What was told since that load is not in it: all topics are taken anew, from its place on.
    core.hub.leave(connection, "page");
    loaded(opened, []);
    core.watch(`topics of ${visit.path}`, sync().catch(failed));
    followFrom(opened);
    return true;
  }

  function followFrom(opened: OpenedPage): void {
    core.watch(`slow parts of ${visit.path}`, follow(opened).catch(failed));
  }

  /** Gives the loop its slow parts, until they are all there or the page is loaded again. */
  async function follow(first: OpenedPage): Promise<void> {
    const mine = ++follows;
    let missed: PlacedEvent[] = [];
    const pages = laterPages({
      first,
      concerns: ({ region }) => region === "page",
      open() {
        if (mine === follows) missed = meanwhile = [];
        return openPage(core, visit);
      },
    });
    for await (const opened of pages) {
      if (meanwhile === missed) meanwhile = undefined;
      if (mine !== follows || !loop) return;
      if (!opened) return navigate(visit.href, { replace: true });
      loaded(opened, missed);
    }
  }

  async function sync(): Promise<void> {
    const mine = ++syncs;
    const topics = subscriptions.map(({ address }) => [address.key, since] as const);
    const allowed = await allowedTopics(core, { visitor: request.visitor, region: "page", href: visit.href, topics });
    // A later set has been asked for meanwhile: its own sync counts.
    if (mine !== syncs) return;
    if (loop && core.hub.sync(connection, "page", allowed) === "lost") await reload();
  }

  function receive(event: PlacedEvent): void {
    meanwhile?.push(event);
    const subscription = subscriptions.find(({ address }) => event.keys.includes(address.key));
    const codec = subscription && core.topicCodecs.get(subscription.address.topic);
    if (!subscription || !codec) return;
    // A subscription that throws ends this page, and not the save of whoever caused the event.
    try {
      loop?.tell(subscription.toMessage(codec.unpack(event.event)));
    } catch (error) {
      failed(error);
    }
  }

  function failed(error: unknown): void {
    const traceId = core.trace(`live page ${visit.path}`, error);
    send(["ended", traceId, errorHtml(traceId)]);
    ended?.("failed");
    stop();
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

  function stop(): void {
    stopped = true;
    ended?.("ended");
    loop?.stop();
    loop = undefined;
    core.hub.leave(connection, "page");
  }

  const services: LiveServices = {
    act,
    reload: () => core.watch(`reload of ${visit.path}`, reload()),
    subscribe(set) {
      const keys = (list: readonly TopicSubscription<unknown>[]) => list.map(({ address }) => address.key).join(" ");
      const changed = keys(set) !== keys(subscriptions);
      subscriptions = set;
      if (changed) core.watch(`topics of ${visit.path}`, sync().catch(failed));
    },
    after: core.clock.after,
    watch: core.watch,
    listen: (sources) => send(["sources", sources]),
    wire: { stored: parsedStores(entry) },
    functions: (name) => core.functions.get(name),
    send: ({ ref, patches, effects, title, submitted }) => send(["patch", ref, patches, effects, title, submitted]),
    failed,
  };

  return {
    joined,
    start() {
      const view = page.rendered.live;
      if (!view) return;
      const { first } = page.rendered;
      const module = core.devHooks?.module(entry, first[0], send) ?? loopModule(entry);
      const started = startLiveLoop({ module, first, view, services });
      loop = started;
      ended = core.devHooks?.live({ entry, redraw: started.redraw });
      followFrom(page.opened);
    },
    act([, ref, version, slot, event]) {
      if (!isIndex(ref) || !isIndex(version) || !isIndex(slot)) return;
      loop?.act(ref, { version, slot }, cleanEvent(event));
    },
    told([, id, answer]) {
      if (isIndex(id)) loop?.told(id, answer);
    },
    heard([, key, value]) {
      if (typeof key === "string") {
        const event = { ...cleanEvent(value), form: {} };
        loop?.heard(key, { event, media: value === true, connection: cleanConnection(value) });
      }
    },
    receive,
    stay,
    stop,
  };
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

function isIndex(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

// What is not heard over the connection that it is about says that there is one.
function cleanConnection(value: unknown): Connection {
  const { state, waiting } = (typeof value === "object" && value !== null ? value : {}) as Partial<Connection>;
  return {
    state: state === "reconnecting" || state === "offline" ? state : "online",
    waiting: isIndex(waiting) ? waiting : 0,
  };
}

// Whatever a browser sends, a page's `(event) => message` gets the shape that it was promised.
function cleanEvent(value: unknown): WireEvent {
  const event = (typeof value === "object" && value !== null ? value : {}) as Record<string, unknown>;
  const text = (name: string) => typeof event[name] === "string" ? event[name] : "";
  return {
    type: text("type"),
    value: text("value"),
    checked: event.checked === true,
    key: text("key"),
    form: textEntries(event.form) ?? [],
    ...("detail" in event ? { detail: event.detail } : {}),
  };
}
