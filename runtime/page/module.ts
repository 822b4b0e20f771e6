/**
 * The exports of a page or layout file as the runtime sees them: every one optional, all types erased. The author's
 * types are checked where she writes them; this is the one place where they are forgotten.
 *
 * @module
 */
import type { Contract, Start } from "./contract.ts";
import type { Effect } from "./effect.ts";
import type { ExpectedChanges } from "./expectations.ts";
import type { Send } from "./send.ts";
import type { Subscription } from "./subscription.ts";

/** What `view` returns: HTML parts on the server, a Preact vnode in the browser. The runtime never looks inside. */
export type View = unknown;

/** The title and the tags that a page or layout puts into the document's head. */
export interface Head {
  readonly title?: string;
  readonly meta?: readonly Readonly<Record<string, string>>[];
  readonly links?: readonly Readonly<Record<string, string>>[];
  /** Attributes of `<html>`, e.g. `{ lang: "en", "data-theme": "dark" }`. */
  readonly html?: Readonly<Record<string, string>>;
}

/** The part of a head that follows the model; the other tags follow a navigation. */
export type ShownHead = Pick<Head, "title" | "html">;

/** What `error.tsx` gets as its model: the only facts about a failure that may be shown. */
export interface ErrorInfo {
  /** The status code of the document, e.g. 403 or 500. */
  readonly status: number;
  /** A sentence for the visitor. */
  readonly message: string;
  /** Names the entry in the server's log, for a failure on our side. */
  readonly traceId?: string;
}

/** What runs on both sides. */
export interface LoopModule {
  readonly contract?: Contract;
  init?(start: Start): [unknown, readonly Effect<unknown>[]];
  update?(model: unknown, message: unknown): [unknown, readonly Effect<unknown>[]];
  view(model: unknown, send: Send<unknown>, children?: View): View;
  reloaded?(start: Start): unknown;
  subscriptions?(model: unknown): readonly Subscription<unknown>[];
  readonly expected?: ExpectedChanges;
  head?(model: unknown): Head;
  errorView?(problem: { readonly traceId: string }): View;
}

/** The names of a page file that reach the browser. Everything else stays on the server. */
export const browserExports: readonly string[] = [
  "init",
  "update",
  "view",
  "reloaded",
  "subscriptions",
  "expected",
  "head",
  "errorView",
];
