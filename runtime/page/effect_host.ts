/**
 * What an effect asks of the side that it runs on. An effect brings the code that runs it, so that a page ships only
 * what it asks for; each side gives that code one of these.
 *
 * @module
 */
import type { BrowserEffect } from "./effect.ts";

/** One side: the browser, the live server, a test. */
export interface EffectHost {
  /** Aborted when the loop has stopped. */
  readonly signal: AbortSignal;
  /**
   * Calls `work` once after a pause, and gives the function that prevents it.
   * @default {pause}
   */
  readonly after?: typeof pause;
  /** Is told of work that goes on by itself. */
  watch?(what: string, work: Promise<unknown>): void;
  /** Dispatches the message that the author's function makes. */
  tell(make: () => unknown): void;
  /** The author's own code threw: the loop has ended. */
  failed(error: unknown): void;
  /** The codecs of the page's contract. */
  readonly wire: { readonly stored?: Readonly<Record<string, StoredCodec>> };
}

/** A side that is not the browser: it tells a browser what to do. */
export interface DistantHost extends EffectHost {
  /** What is asked resolves to its answer, everything else to nothing. */
  browser(asked: BrowserEffect | BrowserQuestion): unknown;
}

/** What only a browser can answer. */
export type BrowserQuestion =
  | { readonly type: "read"; readonly area: StorageArea; readonly key: string }
  | { readonly type: "function"; readonly name: string; readonly input: unknown };

/** Where a browser keeps a value: for good, or as long as the tab is there. */
export type StorageArea = "local" | "session";

/** How a value of a contract is kept: beside it stands the hash of its shape. */
export interface StoredCodec {
  readonly hash: string;
  readonly codec: { pack(value: unknown): unknown; unpack(packed: unknown): unknown };
}

/** Calls `work` once after a pause, on the machine's own clock. */
export function pause(ms: number, work: () => void): () => void {
  const timer = setTimeout(work, ms);
  return () => clearTimeout(timer);
}
