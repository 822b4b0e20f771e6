/**
 * Effects of the browser that few pages ask for.
 *
 * @module
 */
import * as code from "./browser_code.ts";
import { type Effect, withCode } from "./effect.ts";

/**
 * Scrolls until the first element that matches is at the top; the page itself for `"html"`.
 *
 * @param selector A CSS selector inside the page.
 * @example
 * ```ts
 * import { scrollTo } from "@rally/rally";
 * import { strictEqual } from "node:assert";
 *
 * strictEqual(scrollTo("#results", { smooth: true }).type, "scrollTo");
 * ```
 */
export function scrollTo(selector: string, options: ScrollOptions = {}): Effect<never> {
  return withCode({ type: "scrollTo", selector, smooth: options.smooth ?? false }, code.scrollTo);
}

/** How {@linkcode scrollTo} gets there. */
export interface ScrollOptions {
  /**
   * Glide, unless the reader has asked her system for less motion.
   * @default {false}
   */
  smooth?: boolean;
}

/**
 * Puts a text into the clipboard. Browsers allow it right after a click or a key.
 *
 * @example
 * ```ts
 * import { copy } from "@rally/rally";
 * import { strictEqual } from "node:assert";
 *
 * strictEqual(copy("https://example.com/games/3").type, "copy");
 * ```
 */
export function copy(text: string): Effect<never> {
  return withCode({ type: "copy", text }, code.copy);
}

/**
 * Gives the reader a file that was made from text.
 *
 * @param name The name of the file, as the browser proposes it.
 * @example
 * ```ts
 * import { download } from "@rally/rally";
 * import { strictEqual } from "node:assert";
 *
 * strictEqual(download("games.csv", "home,away\n5,2\n", { mediaType: "text/csv" }).type, "download");
 * ```
 */
export function download(name: string, text: string, options: DownloadOptions = {}): Effect<never> {
  return withCode({ type: "download", name, text, mediaType: options.mediaType ?? "text/plain" }, code.download);
}

/** What {@linkcode download} says of its file. */
export interface DownloadOptions {
  /** @default {"text/plain"} */
  mediaType?: string;
}

/**
 * Says a sentence to readers who listen to the page: what everybody else sees happen. It waits for a pause of the
 * screen reader, and nothing is shown.
 *
 * @example
 * ```ts
 * import { announce } from "@rally/rally";
 * import { strictEqual } from "node:assert";
 *
 * strictEqual(announce("Three games were added.").type, "announce");
 * ```
 */
export function announce(text: string): Effect<never> {
  return withCode({ type: "announce", text }, code.announce);
}
