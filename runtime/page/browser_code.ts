/**
 * The code of what only a browser can do. There is none here: on the server such effects are data, and what is asked is
 * handed to a browser. The scripts of pages have `client/effects/mod.ts` in the place of this module.
 *
 * @module
 */
import type { BrowserEffect } from "./effect.ts";
import type { BrowserQuestion, DistantHost, EffectHost } from "./effect_host.ts";

/** Code that an effect brings along. */
export type BrowserCode<E> = (effect: E, host: EffectHost) => unknown;

type EffectCode<T extends BrowserEffect["type"]> = BrowserCode<BrowserEffect & { type: T }> | undefined;

export const reload: BrowserCode<{ type: "reload" }> | undefined = undefined;
export const navigate: EffectCode<"navigate"> = undefined;
export const focus: EffectCode<"focus"> = undefined;
export const cookie: EffectCode<"cookie"> = undefined;
export const scrollTo: EffectCode<"scrollTo"> = undefined;
export const copy: EffectCode<"copy"> = undefined;
export const download: EffectCode<"download"> = undefined;
export const announce: EffectCode<"announce"> = undefined;

type Storing = (BrowserEffect & { type: "write" }) | (BrowserQuestion & { type: "read" });

export const useStorage: BrowserCode<Storing> = inBrowser;
export const callFunction: BrowserCode<BrowserQuestion & { type: "function" }> = inBrowser;

function inBrowser(asked: BrowserEffect | BrowserQuestion, host: EffectHost): unknown {
  return (host as DistantHost).browser(asked);
}
