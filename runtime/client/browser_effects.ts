/**
 * Carries out the effects that only a browser can do.
 *
 * @module
 */
import type { BrowserEffect } from "../page/effect.ts";
import type { Tab } from "./tab.ts";

/** Does one effect. */
export function runBrowserEffect(tab: Tab, effect: BrowserEffect): void {
  switch (effect.type) {
    case "navigate":
      return void tab.navigate(effect.href, { replace: effect.replace });
    case "focus":
      // After the render that may bring the element.
      return queueMicrotask(() => document.querySelector<HTMLElement>(effect.selector)?.focus());
    case "cookie": {
      const secure = location.protocol === "https:" ? "; Secure" : "";
      document.cookie = `${effect.name}=${
        encodeURIComponent(effect.value)
      }; Path=/; SameSite=Lax; Max-Age=${effect.maxAge}${secure}`;
    }
  }
}
