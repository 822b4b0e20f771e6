/**
 * One tab without a browser: asks the app's server for documents, and goes from page to page as
 * `client/navigation/navigation.ts` does in a browser. Its loops are those of `tab_document.ts`.
 *
 * @module
 */
import { completed, statesOf } from "../client/navigation/layouts.ts";
import type { LostSave } from "../client/connection/lost_save.ts";
import type { Clock } from "../live/clock.ts";
import type { BrowserEffect } from "../page/effect.ts";
import type { AppTable, PartEntry } from "../server/app_table.ts";
import type { RallyServer } from "../server/create_server.ts";
import type { TextEntry } from "../wire/form_tree.ts";
import type { Snapshot } from "../wire/snapshot.ts";
import { runEffect } from "./browser_half.ts";
import { showChosenOptions } from "./chosen_options.ts";
import type { CookieJar } from "./cookie_jar.ts";
import { followLinksAndForms } from "./links_and_forms.ts";
import { createNetwork } from "./network.ts";
import { requestDocument } from "./request_document.ts";
import type { SentPatch } from "./sent_patch.ts";
import { createTabDocument, type DocumentHost, type TabDocument } from "./tab_document.ts";
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

/** Opens a tab; it shows nothing yet. */
export function createTab(world: TabWorld, cookies: CookieJar): Tab {
  const { table, server, work } = world;
  const effects: BrowserEffect[] = [];
  const patches: SentPatch[] = [];
  const storage = new Map<string, string>();
  const network = createNetwork(work);
  const history: Entry[] = [];
  let window: TestWindow = openWindow("", "/");
  let documents = 0;
  let status = 200;
  let href = "/";
  // `undefined` for a document without loops.
  let shown: TabDocument | undefined;
  let navigations = 0;

  const parts = new Map<string, PartEntry>(
    [...table.pages, ...table.layouts, ...table.notFound, ...table.error].map((entry) => [entry.id, entry]),
  );
  const host: DocumentHost = {
    ...world,
    storage,
    network,
    parts,
    patches,
    connect: (wire) => server.connect(new Request(origin + href, { headers: { cookie: cookies.header() } }), wire),
    ended: () => work.watch(`reload of ${href}`, load(href)),
    run(effect) {
      effects.push(effect);
      runEffect({ window, storage, navigate, cookies }, effect);
    },
    navigate,
    reload: () => network.watchAnswer(`reload of ${href}`, go(href, () => {})),
    lostSave(action, refusal) {
      const detail: LostSave = { action, refusal };
      const event = new window.CustomEvent("rally:lost-save", { detail, cancelable: true });
      if (window.dispatchEvent(event)) effects.push({ type: "announce", text: refusal.message });
    },
  };

  // DOCUMENTS

  async function load(address: string, post?: readonly TextEntry[]): Promise<string> {
    const asking = { server, cookies, network, base: href };
    const { address: reached, response } = await requestDocument(asking, address, post);
    status = response.status;
    await showDocument(reached, await response.text());
    return reached;
  }

  async function showDocument(address: string, html: string): Promise<void> {
    const old = window;
    leave();
    documents += 1;
    href = address;
    window = openWindow(html, address);
    await old.happyDOM.close();
    followLinksAndForms(window, { here: () => href, navigate, follow });
    shown = createTabDocument(host, window, html);
    shown?.start();
  }

  function leave(): void {
    shown?.leave();
    shown = undefined;
  }

  async function open(address: string, post?: readonly TextEntry[]): Promise<void> {
    const reached = await load(address, post);
    history.push({ href: reached, document: documents });
  }

  function follow(address: string, post?: readonly TextEntry[]): void {
    work.watch(`${post ? "form to" : "document"} ${address}`, open(address, post));
  }

  // NAVIGATION

  function navigate(address: string, { replace = false }: { replace?: boolean } = {}): Promise<void> {
    const commit = (reached: string) => {
      if (replace) history.pop();
      history.push({ href: reached, document: documents });
    };
    const gone = go(address, commit);
    network.watchAnswer(`navigation to ${address}`, gone);
    return gone;
  }

  async function go(address: string, commit: (reached: string) => void): Promise<void> {
    const from = shown;
    const url = new URL(address, origin + href);
    if (url.origin !== origin) return;
    if (!from) return commit(await load(address));
    const mine = ++navigations;
    let asked = 0;
    const states = statesOf(from.current);
    const answer = await from.request((id) => ["go", asked = id, url.pathname + url.search, null, states]);
    // Two navigations end on the last one: an answer that was overtaken is dropped.
    if (shown !== from || mine !== navigations) return;
    if (answer[0] === "to") return await go(answer[2], commit);
    const snapshot = answer[0] === "ok" ? completed(from.current, answer[2] as unknown as Snapshot) : undefined;
    if (!snapshot || snapshot.status === 404) return commit(await load(address));
    href = url.pathname + url.search;
    window.happyDOM.setURL(url.href);
    commit(href);
    from.show(snapshot, asked);
  }

  async function back(): Promise<void> {
    const [before, now] = history.slice(-2);
    if (!before || !now) throw new Error(`Cannot go back from ${href}: it is the first page of this visit`);
    history.pop();
    if (before.document === now.document) await go(before.href, () => {});
    else history.splice(-1, 1, { href: await load(before.href), document: documents });
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
    back,
    offline() {
      if (network.isOffline) return;
      network.cut();
      shown?.lose();
    },
    online() {
      if (!network.isOffline) return;
      network.restore();
      shown?.restore();
    },
    rest(compare) {
      showChosenOptions(window.document);
      if (compare) shown?.check();
    },
    async close() {
      leave();
      await window.happyDOM.close();
    },
  };
}
