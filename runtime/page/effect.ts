/**
 * Effects: what `update` asks for. They are plain values, so that the browser, the live server and the test harness
 * can each interpret the same list.
 *
 * @module
 */
import type { Call } from "./call.ts";
import type { BrowserCode } from "./browser_code.ts";
import type { EffectHost, StorageArea } from "./effect_host.ts";
import type { Result } from "./result.ts";

/** One thing to be done outside `update`. Those that hold a function run where `update` runs; the others are data. */
export type Effect<Msg> =
  | { readonly type: "call"; readonly call: Call; readonly input: unknown; toMessage(result: Result<unknown>): Msg }
  | { readonly type: "reload" } & Partial<Performed<never>>
  | Timed<Msg>
  | Stored<Msg>
  | Asked<Msg>
  | BrowserEffect;

/** A pause or a task; see `after`, `task` and `cancel`. */
export type Timed<Msg> =
  & (
    | { readonly type: "after"; readonly ms: number; readonly message: Msg; readonly name: string | undefined }
    | { readonly type: "task"; run(signal: AbortSignal): Promise<Msg>; readonly name: string | undefined }
    | { readonly type: "cancel"; readonly name: string }
  )
  & Performed<Timed<unknown>>;

/** What is done with a value that the browser keeps; see `stores`. */
export type Stored<Msg> =
  & (
    | { readonly type: "save"; readonly store: StoredName; readonly value: unknown }
    | { readonly type: "read"; readonly store: StoredName; toMessage(value: unknown): Msg }
    | { readonly type: "clear"; readonly store: StoredName }
  )
  & Performed<Stored<unknown>>;

/** Names one value that a browser keeps. */
export interface StoredName {
  /** The contract's path, with `layout:` before it for layouts. */
  readonly owner: string;
  readonly name: string;
  readonly area: StorageArea;
  /** Which one of several; `""` for the only one. */
  readonly item: string;
}

/** The call of a function of `app/browser.ts`; see `browserFunction`. */
export type Asked<Msg> =
  & {
    readonly type: "function";
    readonly name: string;
    readonly input: unknown;
    toMessage(result: Result<unknown>): Msg;
  }
  & Performed<Asked<unknown>>;

/** An effect that brings the code that carries it out: pages that never ask for it do not ship it. */
export interface Performed<E> {
  readonly "~rally": (effect: E, host: EffectHost) => void;
}

/**
 * The effects that only a browser can do; a live page sends them there as data. Only in the scripts of pages do they
 * bring their code.
 */
export type BrowserEffect =
  & (
    | { readonly type: "navigate"; readonly href: string; readonly replace: boolean }
    | { readonly type: "focus"; readonly selector: string }
    | { readonly type: "cookie"; readonly name: string; readonly value: string; readonly maxAge: number }
    | { readonly type: "scrollTo"; readonly selector: string; readonly smooth: boolean }
    | { readonly type: "copy"; readonly text: string }
    | { readonly type: "download"; readonly name: string; readonly text: string; readonly mediaType: string }
    | { readonly type: "announce"; readonly text: string }
    /** Made by `stores`: `text` is `null` to remove the value. */
    | { readonly type: "write"; readonly area: StorageArea; readonly key: string; readonly text: string | null }
  )
  & Partial<Performed<never>>;

/** An effect with the browser's code, where there is one. */
export function withCode(effect: Effect<never>, code: BrowserCode<never> | undefined): Effect<never> {
  return code ? { ...effect, "~rally": code } as Effect<never> : effect;
}

/** No effect. */
export const none: Effect<never>[] = [];

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
  return effects.map((effect): Effect<M> => {
    switch (effect.type) {
      case "call":
      case "function":
        return { ...effect, toMessage: (result: Result<unknown>) => wrap(effect.toMessage(result)) };
      case "read":
        return { ...effect, toMessage: (value: unknown) => wrap(effect.toMessage(value)) };
      case "after":
        return { ...effect, message: wrap(effect.message) };
      case "task":
        return { ...effect, run: async (signal) => wrap(await effect.run(signal)) };
      default:
        return effect;
    }
  });
}
