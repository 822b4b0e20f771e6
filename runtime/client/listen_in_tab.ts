/**
 * The subscriptions of a loop in a browser. Only the scripts of pages with subscriptions hold it; what listens to
 * anything but topics is loaded when a page first asks for it.
 *
 * @module
 */
import type { EffectHost } from "../page/effect_host.ts";
import type { Region } from "../wire/frames.ts";
import type { BrowserModule } from "../wire/snapshot.ts";
import type { Tab } from "./tab.ts";
import { listen, type Listening } from "./topics.ts";

/** What {@linkcode listenInTab} takes. */
export interface TabListenOptions {
  readonly region: Region;
  /** The script of the page, which holds the codecs of the app's topics. */
  readonly module: Pick<BrowserModule, "topicCodecs">;
  readonly tab: Tab;
  readonly tell: EffectHost["tell"];
}

/** Starts with no subscriptions. */
export function listenInTab({ region, module, tab, tell }: TabListenOptions): Listening {
  const sources = async () => (await import("./browser_sources.ts")).browserSources(tab, tell);
  return listen({ region, codecs: module.topicCodecs ?? {}, transport: tab.transport, sources });
}
