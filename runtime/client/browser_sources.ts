/**
 * Listens to clocks, window, document and media queries; loaded with the first subscription to one.
 *
 * @module
 */
import { type EffectHost, pause } from "../page/effect_host.ts";
import { createSources, type Sources, startEvery } from "../page/sources.ts";
import type { PageEvent } from "../page/send.ts";
import type { BrowserSource, Connection } from "../page/subscription.ts";
import { listenTo } from "./listen_to.ts";
import { pace } from "./pace.ts";
import type { Tab } from "./tab.ts";

/** The sources of a loop that runs in the browser. */
export function browserSources(tab: Tab, tell: EffectHost["tell"]): Sources {
  return createSources({
    start: (source, heard) =>
      source.type === "every" ? startEvery(source.ms, () => heard(undefined), pause) : startSource(tab, source, heard),
    tell,
  });
}

/** Starts to listen, and gives the function that ends it. */
export function startSource(tab: Tab, source: BrowserSource, heard: (value: unknown) => void): () => void {
  switch (source.type) {
    case "media":
      return startMedia(source.query, heard);
    case "connection":
      return startConnection(heard);
    case "event":
      return startEvents(tab, source, heard);
  }
}

// It stands on the document (`connection/keeper.ts`), for style sheets: so there is one place to look.
function startConnection(heard: (connection: Connection) => void): () => void {
  const { documentElement } = document;
  let last = "";
  const changed = () => {
    const { rallyConnection = "online", rallyWaiting = "0" } = documentElement.dataset;
    if (last === (last = rallyConnection + rallyWaiting)) return;
    heard({ state: rallyConnection as Connection["state"], waiting: Number(rallyWaiting) });
  };
  // Later, because the loop that is told now is just being asked what it listens to.
  queueMicrotask(changed);
  const observer = new MutationObserver(changed);
  observer.observe(documentElement, { attributeFilter: ["data-rally-connection", "data-rally-waiting"] });
  return () => observer.disconnect();
}

function startMedia(query: string, heard: (matches: boolean) => void): () => void {
  const list = matchMedia(query);
  const changed = () => heard(list.matches);
  // Later, because the loop that is told now is just being asked what it listens to.
  queueMicrotask(changed);
  list.addEventListener("change", changed);
  return () => list.removeEventListener("change", changed);
}

function startEvents(
  { dom }: Tab,
  source: BrowserSource & { type: "event" },
  heard: (value: unknown) => void,
): () => void {
  const happened = (event: Event) => {
    const values: PageEvent = { ...dom.wireEvent(event), form: {} };
    pace(happened, source, () => heard(values));
  };
  return listenTo(source, happened);
}
