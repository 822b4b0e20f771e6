/**
 * The frames of one connection. Both sides import this file, so a frame is drawn once:
 *
 * ```
 * client -> server                                       server -> client
 * ["go", id, href, ahead?, states?]  data of a page      ["hello", build, protocol]
 * ["call", id, owner, href, action, packedInput, key, hash]   ["ok", id, value, own]   one answer to each id
 * ["form", id, owner, href, action, fields, key, hash]   ["no", id, refusal]
 *                                                        ["to", id, href]           a redirect
 * ["checks", id, owner, action]  what a form is checked by   ["reload", id, refusal]   another build: load the document
 * ["check", id, owner, href, action, fields]   what the server would say of it
 * ["topics", region, [[key, since, hash], …], href]      ["event", key, at, packedEvent, regions]
 *                                                        ["lost", region]           load again: events are missing
 *                                                        ["later", id, regions, snapshot]   slow parts have come
 * ["join", id, href, token, mark?] live page              [ref, …]               a patch (`patch_frame.ts`)
 * ["act", ref, version, slot, event]                     ["ended", traceId, html]
 * ["seen", version]              what is shown
 * ["heard", source, value]                               ["sources", sources]       window, document, media, connection
 * ["told", id, answer]           to an "ask" among the effects
 * ["leave"]
 * ["ping"]                                               ["pong"]
 * ```
 *
 * Frames from `join` to `leave` and their answers are of the live page. Those of a live layout name it: as one more
 * element at their end, in a patch by its `region` (`region.ts`).
 *
 * The same `go`, `call`, `form`, `checks` and `check` frames are accepted by `POST /_rally/frame`; the answer is the body.
 *
 * @module
 */
import type { Refusal } from "../page/result.ts";
import type { BrowserEffect } from "../page/effect.ts";
import type { BrowserQuestion } from "../page/effect_host.ts";
import type { PageEvent } from "../page/send.ts";
import type { BrowserSource, Connection } from "../page/subscription.ts";
import type { Json } from "./codec.ts";
import type { LiveNews } from "./dev/live_news.ts";
import type { TextEntry } from "./form_tree.ts";
import type { PatchFrame } from "./patch_frame.ts";

/** An event on its way: fields of one name are several there. */
export interface WireEvent extends Omit<PageEvent, "form"> {
  readonly form: readonly TextEntry[];
}

/** The version of these frames. A server understands the one before, too. */
export const protocol = 1;

/** A place in the history of all topics of one bus: its run, and how many events it had published. */
export type Position = readonly [epoch: string, at: number];

/** Which loop of a tab: `page`, or the id of a layout. */
export type Region = string;

/** What the browser asks and expects one answer to. */
export type Request =
  /**
   * `ahead`: the reader may never come, so the server keeps nothing for her, and loads no live page. `states` are those of the shown layouts by
   * id; without it the answer has everything.
   */
  | readonly ["go", id: number, href: string, ahead?: "ahead" | null, states?: Readonly<Record<string, string>>]
  | readonly ["call", id: number, owner: string, href: string, action: string, input: Json, key: string, hash?: string]
  | readonly [
    "form",
    id: number,
    owner: string,
    href: string,
    action: string,
    fields: readonly TextEntry[],
    key: string,
    hash?: string,
  ]
  | readonly ["checks", id: number, owner: string, action: string]
  | readonly [
    "check",
    id: number,
    owner: string,
    href: string,
    action: string,
    fields: readonly TextEntry[],
  ]
  /** With `stays` the loop that runs goes on, with the data of its page at another query. */
  | readonly ["join", id: number, href: string, token: string, mark?: "stays" | null, region?: Region];

/** What a loop on the server wants to know of its browser; the input of a function is packed. */
export type SentQuestion =
  | Extract<BrowserQuestion, { type: "read" }>
  | { readonly type: "function"; readonly name: string; readonly input: Json };

/** What a loop on the server asks of its browser. A question is answered by `told` with its number. */
export type SentEffect = BrowserEffect | { readonly type: "ask"; readonly id: number; readonly question: SentQuestion };

/** A topic, the position from which its events are news, and the hash of their shape. */
export type AskedTopic = readonly [key: string, since: Position, hash?: string];

/** Everything a browser sends. */
export type ClientFrame =
  | Request
  /** `href` is the page that the loop stands on: its `authorize`, and that of its layouts, is asked for the topics. */
  | readonly ["topics", region: Region, topics: readonly AskedTopic[], href?: string]
  | readonly ["act", ref: number, version: number, slot: number, event: WireEvent, region?: Region]
  /** The page shows this version. An `act` says so too. */
  | readonly ["seen", version: number, region?: Region]
  | readonly ["heard", source: string, value: PageEvent | boolean | Connection, region?: Region]
  | readonly ["told", id: number, answer: unknown, region?: Region]
  | readonly ["leave", region?: Region]
  | readonly ["ping"];

/** The answer to a request: a value, a refusal, or another place to go. `own` are the places of an action's own events. */
export type Answer =
  | readonly ["ok", id: number, value: Json, own: readonly Position[]]
  | readonly ["no", id: number, refusal: Refusal]
  | readonly ["to", id: number, href: string]
  | ReloadFrame;

/**
 * The browser's script was made for values of another shape than this server's: what was asked for is not done, and the
 * document must be loaded anew. The refusal is for those who have done so already. `null` where nothing was asked.
 */
export type ReloadFrame = readonly ["reload", id: number | null, refusal: Refusal];

/**
 * Follows the answer to the `go` of that id, or the document, which is 0: the page with parts that were deferred, for
 * those of its loops that have asked for them. When it failed on them, the error page in its place; `null` when it has to
 * be asked for again.
 */
export type LaterFrame = readonly ["later", id: number, regions: readonly Region[], snapshot: Json];

/** Everything a server sends. */
export type ServerFrame =
  | Answer
  | LaterFrame
  | readonly ["hello", build: string, protocol: number]
  | readonly ["event", key: string, at: Position, event: Json, regions: readonly Region[]]
  | readonly ["lost", region: Region]
  | PatchFrame
  | readonly ["ended", traceId: string, html: string | null, region?: Region]
  | readonly ["sources", sources: readonly BrowserSource[], region?: Region]
  | readonly ["pong"]
  | LiveNews;

/** Where the socket and the frame endpoint stand. */
export const socketPath = "/_rally/socket";
/** The same dispatcher over `POST`, for clients without a socket. */
export const framePath = "/_rally/frame";
