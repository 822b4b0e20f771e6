/**
 * What travels between `rally dev`, the server under development and the pages that are open. `rally dev` and its server
 * talk over the channel of a child process, the server and its pages over a socket of their own:
 *
 * ```
 * rally dev -> server                  server -> page
 * everything to the right, and        ["hello", build, editor]    the build that the server runs
 * ["editor", link]                    ["update", parts, revision] new code for parts that are shown
 * ["replace", files, parts]           ["html", parts]             parts without a loop in the browser have changed
 * ["settled", revision]               ["live", parts]             live parts are about to be drawn anew
 *                                     ["anew", part, reason]      a live part cannot go on with its model
 * server -> rally dev                 ["styles", paths]           static files have changed
 * ["showing", parts]                  ["problems", kind, list]    all there are; none when all are mended
 * ["open", file, line, column]        ["failure", problem]        something failed just now
 * ["replaced", error]                  ["frames", entries]         of the wire, new or with more known of them
 *
 * page -> server
 * ["showing", parts]
 * ["watch", tab]                      the frames of a tab, or with `null` of all
 * ["came", news]                      what frames of the server have become
 * ["kept"]                            the answer to `live`
 * ["open", file, line, column]
 * ```
 *
 * @module
 */
import type { FrameLine } from "./code_frame.ts";
import type { FrameNews, WireEntry } from "./wire_entry.ts";

/** A mistake as the overlay shows it. */
export interface ShownProblem {
  /** What kind of thing has gone wrong, e.g. `Build`, `update of app/pages/index.tsx`. */
  readonly title: string;
  readonly message: string;
  readonly hint?: string;
  /** Relative to the app's root; absent when no line of the app is to blame. */
  readonly place?: { readonly file: string; readonly line: number; readonly column: number };
  readonly frame?: readonly FrameLine[];
  /** What led to it, e.g. the message that `update` was given. */
  readonly cause?: string;
  readonly stack?: string;
}

/** `build` stops the app from being taken over; `types` does not. */
export type ProblemKind = "build" | "types";

/** New code for one part. */
export interface UpdatedPart {
  /** The generated id, e.g. `games_id` */
  readonly id: string;
  /** Where its module is. */
  readonly url: string;
  /**
   * Whether a running model fits the new code: `fine` when its type has the same text, `risky` when it has another one.
   * (The page itself finds out what is `impossible`: what throws.)
   */
  readonly verdict: "fine" | "risky";
}

/** A part whose module is replaced on the server. */
export interface ReplacedPart {
  readonly id: string;
  readonly file: string;
  readonly verdict: UpdatedPart["verdict"];
}

/** What a page is told. */
export type DevMessage =
  | readonly ["hello", build: string, editor: string | null]
  /** Numbered, so that a page knows which of them its document holds already. */
  | readonly ["update", parts: readonly UpdatedPart[], revision: number]
  | readonly ["html", parts: readonly string[]]
  | readonly ["live", parts: readonly string[]]
  /** Server and bundle hold the new code: a page that could not be shown before is worth another try. */
  | readonly ["ready"]
  | readonly ["anew", part: string, reason: string]
  | readonly ["styles", paths: readonly string[]]
  | readonly ["problems", kind: ProblemKind, problems: readonly ShownProblem[]]
  | readonly ["failure", problem: ShownProblem]
  | readonly ["frames", entries: readonly WireEntry[]];

/** What a page says. */
export type PageMessage =
  | readonly ["showing", parts: readonly string[]]
  /** From now on, with those that are remembered. */
  | readonly ["watch", tab: string | null]
  | readonly ["came", news: readonly FrameNews[]]
  /** The answer to `live`: what was typed is noted. */
  | readonly ["kept"]
  | readonly ["open", file: string, line: number, column: number];

/** What `rally dev` tells its server. */
export type ToServer =
  | Exclude<DevMessage, readonly ["hello", ...unknown[]]>
  /** A link that opens an editor, with `{file}`, `{line}` and `{column}` in it; `null` when it is asked for by `open`. */
  | readonly ["editor", link: string | null]
  /** Files of the app (with all that import them) are read anew, and the parts among them are replaced. */
  | readonly ["replace", files: readonly string[], parts: readonly ReplacedPart[]]
  /** The bundle on the disk holds all updates up to this one. */
  | readonly ["settled", revision: number];

/** What the server tells `rally dev`. */
export type FromServer =
  | PageMessage
  /** The error is that of an import which failed. */
  | readonly ["replaced", error: string | null];

/** The query of the socket's address that a page opens beside its own, for these messages. */
export const devQuery = "dev";
