/**
 * What the code of effects finds in the browser.
 *
 * @module
 */
import type { EffectHost } from "../../page/effect_host.ts";
import type { Tab } from "../tab.ts";

/** The browser as the side that an effect runs on. */
export interface BrowserHost extends EffectHost {
  readonly tab: Tab;
}
