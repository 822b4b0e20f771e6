/**
 * One document of a tab with its loops: starts them, and gives each of them what the server says to it.
 *
 * @module
 */
import { isSamePage } from "../client/navigation/show.ts";
import type { LaterFrame, ServerFrame } from "../wire/frames.ts";
import { type Snapshot, stateElementId } from "../wire/snapshot.ts";
import type { Network } from "./network.ts";
import type { RegionTab } from "./region.ts";
import { type SentPatch, sentPatches } from "./sent_patch.ts";
import { show, type ShownPage, startAll, stopAll } from "./shown_page.ts";
import { createTabConnection, type TabConnection, type TabConnectionOptions } from "./tab_connection.ts";
import { createHead } from "./tab_head.ts";
import type { TestWindow } from "./test_window.ts";

/** A document with loops. */
export interface TabDocument extends Pick<TabConnection, "lose" | "restore"> {
  /** The snapshot that is shown. */
  readonly current: Snapshot;
  readonly request: TabConnection["transport"]["request"];
  /** Starts the loops in the HTML that is there. */
  start(): void;
  /** Shows what a request was answered with. */
  show(snapshot: Snapshot, request: number): void;
  /** Requires that all loops show what their views draw. */
  check(): void;
  /** Ends the loops and the connection. */
  leave(): void;
}

/** What a tab gives to each of its documents. */
export interface DocumentHost
  extends
    Pick<TabConnectionOptions, "connect" | "ended">,
    Pick<RegionTab, "table" | "clock" | "work" | "storage" | "navigate" | "reload" | "run" | "lostSave"> {
  readonly network: Network;
  readonly parts: ShownPage["parts"];
  /** Gets what live pages are sent. */
  readonly patches: SentPatch[];
}

type EventFrame = Extract<ServerFrame, readonly ["event", ...unknown[]]>;

/** Connects a document whose loops do not run yet; `undefined` for one that has none. */
export function createTabDocument(host: DocumentHost, window: TestWindow, html: string): TabDocument | undefined {
  const state = window.document.getElementById(stateElementId)?.textContent;
  if (!state) return undefined;
  const { snapshot } = JSON.parse(state) as { readonly snapshot: Snapshot };
  const { network, parts, patches } = host;
  // What arrived while a page was being loaded may be newer than what was loaded.
  const events: EventFrame[] = [];
  // The request that the shown page is the answer to, 0 for the document: slow parts follow it.
  let origin = 0;

  const connection = createTabConnection({
    ...host,
    window,
    received(frame, text) {
      patches.push(...sentPatches(frame, text));
      receive(frame);
    },
    reconnected() {
      for (const region of regions.values()) region.reconnected();
    },
  });
  const { transport, lose, restore } = connection;

  const tab: RegionTab = {
    ...host,
    window,
    transport,
    acts: 0,
    get current() {
      return page.current;
    },
    reload,
    watchAnswer: network.watchAnswer,
    onConnection: connection.onConnection,
    renew: () => false,
    drawn: connection.drawn,
    applyHead: createHead(window),
  };
  const page: ShownPage = { tab, regions: new Map(), parts, html, current: snapshot };
  const { regions } = page;

  function reload(): void {
    if (!connection.isClosed) host.reload();
  }

  function receive(frame: ServerFrame): void {
    switch (frame[0]) {
      case "event":
        events.push(frame);
        return deliver(frame);
      case "lost":
        return reload();
      case "later":
        return later(frame);
      case "hello":
      case "pong":
      case "reload":
        return;
      default:
        for (const region of regions.values()) region.frame(frame);
    }
  }

  function later([, id, names, given]: LaterFrame): void {
    if (id !== origin) return;
    if (!given) return reload();
    const snapshot = given as unknown as Snapshot;
    if (isSamePage(page.current, snapshot)) {
      page.current = snapshot;
      for (const name of names) regions.get(name)?.reloaded(snapshot, { changed: true });
    } else show(page, snapshot);
    for (const event of events) deliver(event);
  }

  function deliver([, key, at, event, names]: EventFrame): void {
    for (const name of names) regions.get(name)?.receive(key, at, event);
  }

  return {
    get current() {
      return page.current;
    },
    request: transport.request,
    lose,
    restore,
    start() {
      startAll(page);
      // The document has waited for its end: what follows in it is there already.
      for (const { textContent } of window.document.querySelectorAll("script:not([src], [type])")) {
        const [, frame] = textContent.match(/\.push\((.*)\)$/) ?? [];
        if (frame) receive(JSON.parse(frame));
      }
    },
    show(snapshot, request) {
      origin = request;
      show(page, snapshot);
      for (const event of events) deliver(event);
    },
    check: () => regions.forEach((region) => region.check()),
    leave() {
      stopAll(page);
      connection.close();
    },
  };
}
