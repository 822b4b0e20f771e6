/**
 * What a page is opened with: it stands in the document, and the answer to a navigation is the same value.
 *
 * @module
 */
import type { Head, LoopModule, ShownHead } from "../page/module.ts";
import type { RefusedForm } from "../page/refused_form.ts";
import type { Mode } from "../page/contract.ts";
import type { Json, TopicCodecs, WireTable } from "./codec.ts";
import type { Position } from "./frames.ts";

/** One page as the server has loaded it. */
export interface Snapshot {
  /** The generated id of the page, e.g. `games_id`. */
  readonly page: string;
  readonly mode: Mode;
  /** Path and query of the page. */
  readonly href: string;
  readonly status: number;
  /** Names the shape of what follows; see `WireTable.hash`. */
  readonly hash?: string;
  readonly params: Json;
  readonly query: Json;
  readonly data: Json;
  /** Outermost first. */
  readonly layouts: readonly LayoutSnapshot[];
  /** Whether slow parts are to follow for loops in the browser. */
  readonly waits?: true;
  /** Read before `load`: events after it are replayed to the page's subscriptions. */
  readonly since: Position;
  /** The merged head. */
  readonly head: Head;
  /** The title and the attributes of `<html>` that a page without a loop in the browser adds itself. */
  readonly own?: ShownHead;
  /** The page's HTML; only in answers to a navigation, for pages whose loop does not run in the browser. */
  readonly html?: string;
  readonly live?: LiveSnapshot;
  /** Where the script is that names the components of a live page's islands; absent in apps that have none. */
  readonly islands?: string;
  /** The posted form that the document answers, when it was refused: its loop is told again while it hydrates. */
  readonly refused?: RefusedForm;
  /** Where the scripts of page and layouts are; absent for those that ship none. */
  readonly scripts: Readonly<Record<string, string>>;
  /** Where the script of `app/browser.ts` is, in an app that has one. */
  readonly functions?: string;
}

/** One layout around the page. */
export interface LayoutSnapshot {
  readonly id: string;
  readonly mode: Mode;
  /**
   * Names what follows and, for a static layout, its HTML. A browser says with `go` which states it shows; what it has
   * is not sent again: then `state` is the last field.
   */
  readonly state: string;
  readonly hash?: string;
  readonly params?: Json;
  readonly query?: Json;
  readonly data?: Json;
  /** The title and the attributes of `<html>` that a static layout adds itself. */
  readonly own?: ShownHead;
  /**
   * Only in answers to a navigation: of static layouts, and of live ones for which there is no loop. The outlet of what
   * the layout stands around is empty in it.
   */
  readonly html?: string;
  /** Of a live layout. Of one that is shown it is the token alone: its loop goes on with what was loaded. */
  readonly live?: LiveSnapshot | LiveToken;
  /** As of the page. */
  readonly islands?: string;
}

/** Names what waits on the server for a live page or layout. */
export interface LiveToken {
  readonly token: string;
}

/** What the browser needs to take over the HTML of a live page or layout. */
export interface LiveSnapshot extends LiveToken {
  readonly version: number;
  readonly shape: Json;
  readonly templates: Json;
}

/** The exports of a page's browser bundle. */
export interface BrowserModule extends LoopModule {
  readonly wire: WireTable;
  readonly topicCodecs?: TopicCodecs;
}

/** The element that holds the state of the document. */
export const stateElementId = "rally-state";
