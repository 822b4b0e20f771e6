/**
 * Effects that most apps ask for.
 *
 * @module
 */
import * as code from "./browser_code.ts";
import { type Effect, withCode } from "./effect.ts";

/**
 * Loads the page's data again; it arrives as the message made by `reloaded`.
 *
 * @example
 * ```ts
 * import { reload } from "@rally/rally";
 * import { strictEqual } from "node:assert";
 *
 * strictEqual(reload().type, "reload");
 * ```
 */
export function reload(): Effect<never> {
  return withCode({ type: "reload" }, code.reload);
}

/**
 * Goes to another page of the app.
 *
 * @param href A path of this app, as `href` makes it. Other origins are refused.
 * @example
 * ```ts
 * import { navigate } from "@rally/rally";
 * import { strictEqual } from "node:assert";
 *
 * strictEqual(navigate("/games").type, "navigate");
 * ```
 */
export function navigate(href: string, options: NavigateOptions = {}): Effect<never> {
  return withCode({ type: "navigate", href, replace: options.replace ?? false }, code.navigate);
}

/** How {@linkcode navigate} treats the history. */
export interface NavigateOptions {
  /**
   * Replace the current history entry.
   * @default {false}
   */
  replace?: boolean;
}

/**
 * Moves the focus to the first element that matches.
 *
 * @param selector A CSS selector inside the page.
 * @example
 * ```ts
 * import { focus } from "@rally/rally";
 * import { strictEqual } from "node:assert";
 *
 * strictEqual(focus("#name").type, "focus");
 * ```
 */
export function focus(selector: string): Effect<never> {
  return withCode({ type: "focus", selector }, code.focus);
}

/**
 * Sets a cookie that the browser and the server may both read, for choices such as a theme. Never for secrets.
 *
 * @param value Kept as it is given, percent-encoded in the cookie.
 * @example
 * ```ts
 * import { cookie } from "@rally/rally";
 * import { strictEqual } from "node:assert";
 *
 * strictEqual(cookie("theme", "dark").type, "cookie");
 * ```
 */
export function cookie(name: string, value: string, options: CookieOptions = {}): Effect<never> {
  return withCode({ type: "cookie", name, value, maxAge: options.maxAge ?? 31_536_000 }, code.cookie);
}

/** How long a {@linkcode cookie} lives. */
export interface CookieOptions {
  /**
   * Seconds; `0` deletes the cookie.
   * @default {31536000}
   */
  maxAge?: number;
}
