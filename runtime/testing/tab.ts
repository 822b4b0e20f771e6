/**
 * One tab without a browser: asks the app's server for documents, keeps the connection, and runs the loops of the page
 * that is shown, as `client/boot.ts` and `client/navigation.ts` do in a browser.
 *
 * @module
 */
import { write } from "./browser_half.ts";
import { completed, statesOf } from "../client/navigation/layouts.ts";
import { isSamePage } from "../client/navigation/show.ts";
import type { LostSave } from "../client/connection/lost_save.ts";
import type { Pending } from "../client/connection/keeper.ts";
import { type Asked, createOutbox, type Outbox } from "../client/connection/outbox.ts";
import type { Transport } from "../client/transport.ts";
import type { Clock } from "../live/clock.ts";
import { actionField } from "../page/form.ts";
import type { BrowserEffect } from "../page/effect.ts";
import type { ShownHead } from "../page/module.ts";
import type { Connection as ConnectionNow } from "../page/subscription.ts";
import type { AppTable, PartEntry } from "../server/app_table.ts";
import type { Connection } from "../server/connection.ts";
import type { RallyServer } from "../server/create_server.ts";
import type { TextEntry } from "../wire/form_tree.ts";
import type { Answer, ClientFrame, LaterFrame, Request as RequestFrame, ServerFrame } from "../wire/frames.ts";
import { type Snapshot, stateElementId } from "../wire/snapshot.ts";
import { showChosenOptions } from "./chosen_options.ts";
import type { CookieJar } from "./cookie_jar.ts";
import { formFields, type RegionTab } from "./region.ts";
import { comparedOptions } from "./drawn_page.ts";
import { type SentPatch, sentPatches } from "./sent_patch.ts";
import { show, type ShownPage, startAll, stopAll } from "./shown_page.ts";
import { openWindow, origin, type TestWindow } from "./test_window.ts";
import type { Work } from "./work.ts";

/** What a tab is opened in. */
export interface TabWorld {
  readonly table: AppTable;
  readonly server: RallyServer;
  readonly clock: Clock;
  readonly work: Work;
}

/** A tab. */
export interface Tab {
  /** The document that is shown now. */
  readonly window: TestWindow;
  readonly href: string;
  /** Of the answer that the document is. */
  readonly status: number;
  /** What pages have asked the browser for, in order. */
  readonly effects: readonly BrowserEffect[];
  /** Gives what live pages were sent since it was last asked. */
  takePatches(): readonly SentPatch[];
  open(href: string): Promise<void>;
  back(): Promise<void>;
  /** Takes the network away. */
  offline(): void;
  /** Gives it back. */
  online(): void;
  /** All work is done; with `compare` it is required that all loops show what their views draw. */
  rest(compare: boolean): void;
  close(): Promise<void>;
}

/** One step of the history: an address, and the document that showed it. */
interface Entry {
  readonly href: string;
  readonly document: number;
}

type EventFrame = Extract<ServerFrame, readonly ["event", ...unknown[]]>;

/** As browsers, which then show an error. */
const maxRedirects = 10;

/** Opens a tab; it shows nothing yet. */
export function createTab(world: TabWorld, cookies: CookieJar): Tab {
  const { table, server, clock, work } = world;
  const effects: BrowserEffect[] = [];
  const patches: SentPatch[] = [];
  const storage = new Map<string, string>();
  const history: Entry[] = [];
  const parts = new Map<string, PartEntry>(
    [...table.pages, ...table.layouts, ...table.notFound, ...table.error].map((entry) => [entry.id, entry]),
  );
  let window: TestWindow = openWindow("", "/");
  let documents = 0;
  let heads = new Map<string, ShownHead>();
  let status = 200;
  let href = "/";
  let shown: Shown | undefined;
  let isOffline = false;
  // Resolves when the network is taken away: what needs it does not end then.
  let cut = Promise.withResolvers<void>();

  /** What belongs to one document and ends with it. */
  interface Shown extends ShownPage {
    /** `undefined` while there is no network. */
    connection: Connection | undefined;
    readonly pending: Pending;
    readonly outbox: Outbox;
    readonly listeners: Set<(connection: ConnectionNow) => void>;
    readonly transport: Transport;
    /** What arrived while a page was being loaded may be newer than what was loaded. */
    readonly events: EventFrame[];
    lastId: number;
    lastGo: number;
    /** The request that the shown page is the answer to, 0 for the document: slow parts follow it. */
    origin: number;
  }

  // DOCUMENTS

  async function load(address: string, post?: readonly TextEntry[], redirects = 0): Promise<string> {
    if (isOffline) throw new Error(`Cannot open ${address}: this page is offline`);
    if (redirects > maxRedirects) throw new Error(`Cannot open ${address}: more than ${maxRedirects} redirects`);
    const { pathname, search } = new URL(address, origin + href);
    const response = await server.app.request(origin + pathname + search, {
      method: post ? "POST" : "GET",
      headers: { cookie: cookies.header(), host: new URL(origin).host, "sec-fetch-site": "same-origin" },
      body: post ? searchOf(post) : undefined,
      redirect: "manual",
    });
    for (const cookie of response.headers.getSetCookie()) cookies.take(cookie);
    const location = response.headers.get("location");
    if (location !== null) return await load(location, undefined, redirects + 1);
    status = response.status;
    await showDocument(pathname + search, await response.text());
    return pathname + search;
  }

  async function showDocument(address: string, html: string): Promise<void> {
    const old = window;
    leave();
    documents += 1;
    heads = new Map();
    href = address;
    window = openWindow(html, address);
    await old.happyDOM.close();
    window.document.addEventListener("click", followLink);
    window.document.addEventListener("submit", postForm);
    const state = window.document.getElementById(stateElementId)?.textContent;
    if (!state) return;
    const { snapshot } = JSON.parse(state) as { readonly snapshot: Snapshot };
    shown = connect(snapshot, html);
    startAll(shown);
    // The document has waited for its end: what follows in it is there already.
    for (const { textContent } of window.document.querySelectorAll("script:not([src], [type])")) {
      const [, frame] = textContent.match(/\.push\((.*)\)$/) ?? [];
      if (frame) receive(shown, JSON.parse(frame));
    }
  }

  function leave(): void {
    if (shown) stopAll(shown);
    shown?.connection?.closed();
    shown = undefined;
  }

  async function open(address: string): Promise<void> {
    const reached = await load(address);
    history.push({ href: reached, document: documents });
  }

  // THE CONNECTION

  function connect(snapshot: Snapshot, html: string): Shown {
    const mine: Shown = {
      connection: undefined,
      regions: new Map(),
      parts,
      html,
      get tab() {
        return tab;
      },
      pending: new Map(),
      outbox: createOutbox({
        transmit: (asked) => transmit(mine, asked),
        post: () => Promise.resolve(false),
        changed: () => tellConnection(mine),
        after: clock.after,
      }),
      listeners: new Set(),
      transport: {
        get open() {
          return mine.connection !== undefined;
        },
        request: (frame) => ask(mine, frame),
        send: (frame) => send(mine, frame),
      },
      events: [],
      current: snapshot,
      lastId: 0,
      lastGo: 0,
      origin: 0,
    };
    const tab = regionTab(mine);
    dial(mine);
    return mine;
  }

  function dial(mine: Shown): void {
    const request = new Request(origin + href, { headers: { cookie: cookies.header() } });
    const connection = server.connect(request, {
      // Never within the server's own step: what it has said arrives later, as over a network.
      send: (text) =>
        queueMicrotask(() => {
          if (shown !== mine || mine.connection !== connection) return;
          const frame: ServerFrame = JSON.parse(text);
          patches.push(...sentPatches(frame, text));
          receive(mine, frame);
        }),
      close(code) {
        if (mine.connection === connection) mine.connection = undefined;
        connection.closed();
        // The session has ended, in another tab maybe: what it showed must not stay.
        if (code === 4001 && shown === mine) work.watch(`reload of ${href}`, load(href));
      },
    });
    mine.connection = connection;
  }

  function offline(): void {
    if (isOffline) return;
    isOffline = true;
    cut.resolve();
    if (!shown) return;
    shown.connection?.closed();
    shown.connection = undefined;
    for (const lose of shown.pending.values()) lose();
    shown.pending.clear();
    tellConnection(shown);
  }

  function online(): void {
    if (!isOffline) return;
    isOffline = false;
    cut = Promise.withResolvers();
    if (!shown) return;
    dial(shown);
    tellConnection(shown);
    for (const region of shown.regions.values()) region.reconnected();
    work.watch("what has waited for a connection", shown.outbox.drain());
  }

  function connectionOf({ outbox }: Shown): ConnectionNow {
    return { state: isOffline ? "offline" : "online", waiting: outbox.actions };
  }

  function tellConnection(of: Shown): void {
    const now = connectionOf(of);
    for (const listener of of.listeners) listener(now);
    const { dataset } = window.document.documentElement;
    dataset.rallyConnection = now.state;
    if (now.waiting > 0) dataset.rallyWaiting = String(now.waiting);
    else delete dataset.rallyWaiting;
  }

  function send(from: Shown, frame: ClientFrame): void {
    if (shown === from || shown === undefined) from.connection?.receiveText(JSON.stringify(frame));
  }

  function transmit(from: Shown, asked: Asked): Promise<boolean> {
    if (!from.connection) return Promise.resolve(false);
    asked.sent = true;
    return new Promise((resolve) => {
      from.pending.set(asked.frame[1], (answer) => {
        if (answer) asked.answer(answer);
        resolve(answer !== undefined);
      });
      send(from, asked.frame);
    });
  }

  function ask(from: Shown, frame: (id: number) => RequestFrame): Promise<Answer> {
    return new Promise((answer) => {
      const asked: Asked = { frame: frame(++from.lastId), answer };
      transmit(from, asked).then((isAnswered) => {
        if (!isAnswered) from.outbox.keep(asked);
      });
    });
  }

  function receive(to: Shown, frame: ServerFrame): void {
    switch (frame[0]) {
      case "ok":
      case "no":
      case "to":
        to.pending.get(frame[1])?.(frame);
        return void to.pending.delete(frame[1]);
      case "event":
        to.events.push(frame);
        return deliver(to, frame);
      case "lost":
        return reload(to);
      case "later":
        return later(to, frame);
      case "hello":
      case "pong":
      case "reload":
        return;
      default:
        for (const region of to.regions.values()) region.frame(frame);
    }
  }

  function later(to: Shown, [, id, regions, snapshot]: LaterFrame): void {
    if (id !== to.origin) return;
    if (!snapshot) return reload(to);
    const later = snapshot as unknown as Snapshot;
    if (isSamePage(to.current, later)) {
      to.current = later;
      for (const region of regions) to.regions.get(region)?.reloaded(later, { changed: true });
    } else show(to, later);
    for (const event of to.events) deliver(to, event);
  }

  function deliver(to: Shown, [, key, at, event, regions]: EventFrame): void {
    for (const region of regions) to.regions.get(region)?.receive(key, at, event);
  }

  function regionTab(to: Shown): RegionTab {
    return {
      window,
      table,
      clock,
      work,
      transport: to.transport,
      renew: () => false,
      watchAnswer,
      onConnection(listener) {
        to.listeners.add(listener);
        // Later, because the loop that is told now is just being asked what it listens to.
        queueMicrotask(() => to.listeners.has(listener) && listener(connectionOf(to)));
        return () => void to.listeners.delete(listener);
      },
      lostSave(action, refusal) {
        const detail: LostSave = { action, refusal };
        const event = new window.CustomEvent("rally:lost-save", { detail, cancelable: true });
        if (window.dispatchEvent(event)) effects.push({ type: "announce", text: refusal.message });
      },
      acts: 0,
      get current() {
        return to.current;
      },
      navigate,
      reload: () => reload(to),
      run: (effect) => run(effect, regionTab(to)),
      drawn: (region) => to.connection?.drawn?.(region, comparedOptions),
      storage,
      applyHead,
    };
  }

  function run(effect: BrowserEffect, tab: RegionTab): void {
    effects.push(effect);
    switch (effect.type) {
      case "navigate":
        return void navigate(effect.href, effect);
      case "focus":
        return window.document.querySelector<HTMLElement>(effect.selector)?.focus();
      case "cookie":
        return cookies.take(`${effect.name}=${encodeURIComponent(effect.value)}; Max-Age=${effect.maxAge}`);
      case "write":
        return write(tab, effect);
    }
  }

  function applyHead(region: string, head: ShownHead | undefined): void {
    const before = heads.get(region)?.html ?? {};
    heads.delete(region);
    if (head) heads.set(region, head);
    const shown = [...heads.values(), heads.get("page")];
    const html: Readonly<Record<string, string>> = Object.assign({}, ...shown.map((one) => one?.html));
    const { documentElement: root } = window.document;
    for (const name of Object.keys(before)) if (!(name in html)) root.removeAttribute(name);
    for (const [name, value] of Object.entries(html)) root.setAttribute(name, value);
    for (const one of shown) if (one?.title !== undefined) window.document.title = one.title;
  }

  function watchAnswer(what: string, answered: Promise<unknown>): void {
    if (isOffline) answered.catch(work.fail);
    else work.watch(what, Promise.race([answered, cut.promise]));
  }

  // NAVIGATION

  function navigate(address: string, { replace = false }: { replace?: boolean } = {}): Promise<void> {
    const commit = (reached: string) => {
      if (replace) history.pop();
      history.push({ href: reached, document: documents });
    };
    const gone = go(address, commit);
    watchAnswer(`navigation to ${address}`, gone);
    return gone;
  }

  function reload(from: Shown): void {
    if (shown === from) watchAnswer(`reload of ${href}`, go(href, () => {}));
  }

  async function go(address: string, commit: (reached: string) => void): Promise<void> {
    const from = shown;
    const url = new URL(address, origin + href);
    if (url.origin !== origin) return;
    if (!from) return commit(await load(address));
    const mine = ++from.lastGo;
    let asked = 0;
    const answer = await ask(from, (id) => ["go", asked = id, url.pathname + url.search, null, statesOf(from.current)]);
    // Two navigations end on the last one: an answer that was overtaken is dropped.
    if (shown !== from || mine !== from.lastGo) return;
    if (answer[0] === "to") return await go(answer[2], commit);
    const snapshot = answer[0] === "ok" ? completed(from.current, answer[2] as unknown as Snapshot) : undefined;
    if (!snapshot || snapshot.status === 404) return commit(await load(address));
    from.origin = asked;
    href = url.pathname + url.search;
    window.happyDOM.setURL(url.href);
    commit(href);
    show(from, snapshot);
    for (const frame of from.events) deliver(from, frame);
  }

  function followLink(event: Event): void {
    const link = (event.target as Element).closest("a");
    if (event.defaultPrevented || !link?.hasAttribute("href")) return;
    event.preventDefault();
    const url = new URL(link.getAttribute("href") ?? "", origin + href);
    const isHere = url.origin === origin && url.pathname + url.search === href && url.hash !== "";
    if (url.origin === origin && !link.target && !isHere) navigate(url.href);
  }

  // The way of every form without a loop, and of actions over `post`: the browser posts it and shows the answer.
  function postForm(event: Event): void {
    if (event.defaultPrevented) return;
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const fields = formFields(window, form, (event as SubmitEvent).submitter);
    const action = new URL(form.getAttribute("action") ?? "", origin + href);
    const isPost = form.getAttribute("method")?.toLowerCase() === "post";
    if (!isPost) return follow(`${action.pathname}?${searchOf(fields)}`);
    // The form may have been drawn while its page had another address (`postHere` in `client/form_submit.ts`).
    const named = action.searchParams.get(actionField);
    const url = named === null ? action : new URL(origin + href);
    if (named !== null) url.searchParams.set(actionField, named);
    follow(url.pathname + url.search, fields);
  }

  function follow(address: string, post?: readonly TextEntry[]): void {
    const loaded = load(address, post).then((reached) => void history.push({ href: reached, document: documents }));
    work.watch(`${post ? "form to" : "document"} ${address}`, loaded);
  }

  return {
    get window() {
      return window;
    },
    get href() {
      return href;
    },
    get status() {
      return status;
    },
    effects,
    takePatches: () => patches.splice(0),
    open,
    offline,
    online,
    rest(compare) {
      showChosenOptions(window.document);
      if (compare) shown?.regions.forEach((region) => region.check());
    },
    async back() {
      const [before, now] = history.slice(-2);
      if (!before || !now) throw new Error(`Cannot go back from ${href}: it is the first page of this visit`);
      history.pop();
      if (before.document === now.document) await go(before.href, () => {});
      else history.splice(-1, 1, { href: await load(before.href), document: documents });
    },
    async close() {
      leave();
      await window.happyDOM.close();
    },
  };
}

function searchOf(fields: readonly TextEntry[]): URLSearchParams {
  return new URLSearchParams(fields.map(([name, value]) => [name, value]));
}
