/**
 * What the parts of a tab share: the running loops and the services they use.
 *
 * @module
 */
import type { ShownHead } from "../page/module.ts";
import type { Refusal } from "../page/result.ts";
import type { Json } from "../wire/codec.ts";
import type { Position, Region, ServerFrame } from "../wire/frames.ts";
import type { Snapshot } from "../wire/snapshot.ts";
import type { Dom } from "./dom.ts";
import type { Transport } from "./transport.ts";

/** One loop of the tab, whichever side it runs on. */
export interface RunningRegion {
  /**
   * The page or layout stands at another address, or its data has changed: then, without a `reloaded` of the author, its
   * loop begins anew.
   */
  reloaded(snapshot: Snapshot, options: { readonly changed: boolean }): void;
  /** An event of a topic. */
  receive?(key: string, at: Position, event: Json): void;
  /** A frame of the server for a live page or layout, which may be another one. */
  frame?(frame: ServerFrame): void;
  /** The socket is open again. */
  reconnected?(): void;
  /** The server has dropped it. Without this the data is loaded again. */
  lost?(): void;
  stop(): void;
}

/** What an engine needs to start a loop. */
export interface RegionOptions {
  readonly region: Region;
  readonly outlet: Element;
  readonly snapshot: Snapshot;
  /** Whether the outlet holds the server's HTML of this very snapshot. */
  readonly hydrate: boolean;
}

/** What starts a loop: the script of a page in client mode, which holds its engine, or the engine of live pages. */
export interface RegionScript {
  /** Prepares a loop, and gives the function that starts it in its outlet. */
  prepareRegion(
    tab: Tab,
    options: RegionOptions,
    script: unknown,
  ): Promise<() => RunningRegion> | (() => RunningRegion);
}

/** The services of a tab. */
export interface Tab {
  readonly transport: Transport;
  readonly regions: Map<Region, RunningRegion>;
  /** The address that is shown: path and query. */
  shown: string;
  /** Grows with each action that is called and with each answer: what was loaded before may be older. */
  acts: number;
  /** The snapshot that is shown. */
  current: Snapshot;
  /** Starts the loop of a region in its outlet, in the place of the one that runs there. */
  start(region: Region, snapshot: Snapshot, options: { readonly hydrate: boolean }): Promise<void>;
  /** Ends the loop of a region. */
  stop(region: Region): void;
  /** Delivers the latest events of the same run of the server once more; loops drop those that they have had. */
  replay(since: Position): void;
  navigate(href: string, options?: { replace?: boolean }): Promise<void>;
  /** Loads the data of the shown page and its layouts again. */
  reload(): Promise<void>;
  /**
   * The scripts of this document are of another build than the server: loads it anew, keeping what was typed. `false`:
   * that has been done already, and brought the same build.
   */
  renew(): boolean;
  /** An action was refused whose page was left meanwhile: the person is told where she is now. */
  lostSave(action: string, refusal: Refusal): void;
  /** Applies the head of a region; `undefined` takes it away. */
  applyHead(region: Region, head: ShownHead | undefined): void;
  /** What engines and navigation do with events, forms and links. */
  readonly dom: Dom;
}
