/**
 * What the parts of a tab share: the running loops and the services they use.
 *
 * @module
 */
import type { Call } from "../page/call.ts";
import type { BrowserEffect } from "../page/effect.ts";
import type { Head } from "../page/module.ts";
import type { Result } from "../page/result.ts";
import type { Codec, Json } from "../wire/codec.ts";
import type { Region, ServerFrame } from "../wire/frames.ts";
import type { Snapshot } from "../wire/snapshot.ts";
import type { Topics } from "./topics.ts";
import type { Transport } from "./transport.ts";

/** One loop of the tab, whichever side it runs on. */
export interface RunningRegion {
  /** Later data of the same page or layout. */
  reloaded(snapshot: Snapshot): void;
  /** An event of a topic. */
  receive(key: string, event: Json): void;
  /** A frame of the server for the live page. */
  frame?(frame: ServerFrame): void;
  /** The socket is open again. */
  reconnected?(): void;
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

/** An engine: fetches what a loop needs, and gives the function that starts it in its outlet. */
export type PrepareRegion = (tab: Tab, options: RegionOptions) => Promise<() => RunningRegion>;

/** The services of a tab. */
export interface Tab {
  readonly transport: Transport;
  readonly topics: Topics;
  readonly regions: Map<Region, RunningRegion>;
  /** The snapshot that is shown. */
  current: Snapshot;
  /** Runs an action and gives its result; a redirect is followed and gives none. */
  act(region: Region, call: Call, input: ActInput, output: Codec | undefined): Promise<Result<unknown> | undefined>;
  navigate(href: string, options?: { replace?: boolean }): Promise<void>;
  /** Loads the data of the shown page and its layouts again. */
  reload(): Promise<void>;
  run(effect: BrowserEffect): void;
  applyHead(region: Region, head: Head): void;
}

/** The input of an action: packed already, or the fields of a form. */
export type ActInput = { readonly packed: Json } | { readonly fields: Readonly<Record<string, string>> };
