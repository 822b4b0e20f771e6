/**
 * Effects: what `update` asks for. They are plain values, so that the browser, the live server and the test harness
 * can each interpret the same list.
 *
 * @module
 */
import type { Call } from "./call.ts";
import type { Result } from "./result.ts";

/** One thing to be done outside `update`. Those that hold a function run where `update` runs; the others are data. */
export type Effect<Msg> =
  | { readonly type: "call"; readonly call: Call; readonly input: unknown; toMessage(result: Result<unknown>): Msg }
  | { readonly type: "after"; readonly ms: number; readonly message: Msg }
  | { readonly type: "task"; run(): Promise<Msg> }
  | { readonly type: "reload" }
  | BrowserEffect;

/** The effects that only a browser can do; a live page sends them there as data. */
export type BrowserEffect =
  | { readonly type: "navigate"; readonly href: string; readonly replace: boolean }
  | { readonly type: "focus"; readonly selector: string }
  | { readonly type: "cookie"; readonly name: string; readonly value: string; readonly maxAge: number };

/** No effect. */
export const none: Effect<never>[] = [];

/**
 * Sends a message after a pause.
 *
 * @param ms The pause in milliseconds.
 * @example
 * ```ts
 * import { after } from "@rally/rally";
 * import { deepStrictEqual } from "node:assert";
 *
 * deepStrictEqual(after(500, { type: "hidden" }), { type: "after", ms: 500, message: { type: "hidden" } });
 * ```
 */
export function after<const M>(ms: number, message: M): Effect<M> {
  return { type: "after", ms, message };
}

/**
 * Runs asynchronous code where the loop runs; what it resolves to is the message. It must not reject: a rejection
 * ends the page with its error view.
 *
 * @example
 * ```ts
 * import { task } from "@rally/rally";
 *
 * export const tick = task(() => Promise.resolve({ type: "ticked", at: Date.now() }));
 * ```
 */
export function task<const M>(run: () => Promise<M>): Effect<M> {
  return { type: "task", run };
}

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
  return { type: "reload" };
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
  return { type: "navigate", href, replace: options.replace ?? false };
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
  return { type: "focus", selector };
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
  return { type: "cookie", name, value, maxAge: options.maxAge ?? 31_536_000 };
}

/** How long a {@linkcode cookie} lives. */
export interface CookieOptions {
  /**
   * Seconds; `0` deletes the cookie.
   * @default {31536000}
   */
  maxAge?: number;
}

/**
 * Fits the effects of a part into a page: each message is wrapped.
 *
 * @example
 * ```ts
 * import { after, mapEffects } from "@rally/rally";
 * import { strictEqual } from "node:assert";
 *
 * const effects = mapEffects([after(10, "hide")], (part) => ({ type: "toast", part }));
 * strictEqual(effects.length, 1);
 * ```
 */
export function mapEffects<Part, const M>(
  effects: readonly Effect<Part>[],
  wrap: (message: Part) => M,
): Effect<M>[] {
  return effects.map((effect) => {
    switch (effect.type) {
      case "call":
        return { ...effect, toMessage: (result) => wrap(effect.toMessage(result)) };
      case "after":
        return { ...effect, message: wrap(effect.message) };
      case "task":
        return { type: "task", run: async () => wrap(await effect.run()) };
      default:
        return effect;
    }
  });
}
