/**
 * The code of the effects that most apps ask for.
 *
 * @module
 */
import type { BrowserEffect } from "../../page/effect.ts";
import type { EffectHost } from "../../page/effect_host.ts";
import type { BrowserHost } from "./browser_host.ts";

type Of<T extends BrowserEffect["type"]> = BrowserEffect & { type: T };

/** Loads the shown page's data again. */
export function reload(_effect: unknown, host: EffectHost): unknown {
  return (host as BrowserHost).tab.reload();
}

/** Goes to another page. */
export function navigate({ href, replace }: Of<"navigate">, host: EffectHost): unknown {
  return (host as BrowserHost).tab.navigate(href, { replace });
}

/** Moves the focus, after the render that may bring the element. */
export function focus({ selector }: Of<"focus">): void {
  queueMicrotask(() => document.querySelector<HTMLElement>(selector)?.focus());
}

/** Sets a cookie. */
export function cookie({ name, value, maxAge }: Of<"cookie">): void {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `${name}=${encodeURIComponent(value)}; Path=/; SameSite=Lax; Max-Age=${maxAge}${secure}`;
}
