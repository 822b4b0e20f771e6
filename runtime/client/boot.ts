/**
 * The first script of every document that needs one: reads the state, starts the loop of each region, and keeps the
 * connection. What a reader may never need is loaded when she reaches for it.
 *
 * @module
 */
import { protocol, type Region, type ServerFrame } from "../wire/frames.ts";
import { type Snapshot, stateElementId } from "../wire/snapshot.ts";
import { dom } from "./dom.ts";
import { applyHead } from "./head.ts";
import { addressOf, anchorOf, linkOf } from "./links.ts";
import type { Navigation } from "./navigation/navigation.ts";
import type { RegionScript, Tab } from "./tab.ts";
import { createTransport } from "./transport.ts";

/** What a document carries for its scripts. */
interface DocumentState {
  readonly build: string;
  /** Whether a new build reloads the page at once. */
  readonly dev: boolean;
  readonly snapshot: Snapshot;
}

type EventFrame = Extract<ServerFrame, readonly ["event", ...unknown[]]>;

const { build, dev, snapshot: first }: DocumentState = JSON.parse(
  document.getElementById(stateElementId)?.textContent ?? "{}",
);
// Enough for what arrives during one load.
const maxRecent = 200;
const recent: EventFrame[] = [];
let navigation: Promise<Navigation> | undefined;
// The server runs another build: every navigation is an ordinary document load.
let outdated = false;

const tab: Tab = {
  // In development the server is back in a moment, and the author is waiting for it.
  transport: createTransport({ opened, received: receive }, dev ? 300 : 30_000),
  regions: new Map(),
  shown: addressOf(location),
  acts: 0,
  current: first,
  start,
  stop(region) {
    tab.regions.get(region)?.stop();
    tab.regions.delete(region);
    applyHead(region, undefined);
  },
  replay([epoch]) {
    // Events of an earlier run of the server are in the data.
    for (const frame of recent) if (frame[2][0] === epoch) deliver(frame);
  },
  navigate: (href, options) => navigate((loaded) => loaded.navigate(href, options), () => location.assign(href)),
  reload: () => navigate((loaded) => loaded.reload()),
  renew,
  lostSave: async (action, refusal) => (await import("./connection/mod.ts")).tellLostSave(action, refusal),
  applyHead,
  dom,
};

document.addEventListener("click", (event) => {
  const href = linkOf(event);
  if (href === undefined || outdated) return;
  event.preventDefault();
  tab.navigate(href);
});
document.addEventListener("pointerover", (event) => void (anchorOf(event) && loadNavigation()));
for (const type of ["focusin", "input"]) document.addEventListener(type, loadNavigation, { once: true });
addEventListener("popstate", ({ state }) => {
  // A step between two places of one page is the browser's, as long as nobody has taken it over.
  if (!navigation && addressOf(location) === tab.shown) return;
  navigate((loaded) => loaded.popped(state), () => location.reload());
});

// A form is checked from the moment somebody enters it: until then the code and its checks stay on the server.
addEventListener("focusin", ({ target }) => {
  const { form, type } = target as HTMLInputElement;
  if (!form?.dataset.over || type === "submit") return;
  // Without them the server checks alone.
  import("./form_checks.ts").then(({ watchForm }) => watchForm(form, tab), () => {});
});

const regions: readonly Region[] = [...first.layouts.map(({ id }) => id), "page"];
const started = Promise.all(regions.map((region) => start(region, first, { hydrate: true })));
started.then(() => {
  document.documentElement.dataset.rally = "ready";
  const [{ type }] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  // What was typed is restored, links in sight are asked for, and what goes is let go in style, by the navigation.
  if (type !== "navigate" || document.querySelector("a[data-prefetch=viewport],[data-leave]")) loadNavigation();
});

// The slow parts of a document follow in scripts of their own, in order: before this one they are kept in a list.
const streamed = globalThis as { rallyLater?: Iterable<ServerFrame> | { push(frame: ServerFrame): void } };
for (const frame of (streamed.rallyLater ?? []) as Iterable<ServerFrame>) receive(frame);
streamed.rallyLater = { push: receive };

async function start(region: Region, snapshot: Snapshot, { hydrate }: { hydrate: boolean }): Promise<void> {
  const outlet = document.querySelector(`rally-outlet[data-region="${region}"]`);
  const isPage = region === "page";
  const part = isPage ? snapshot : snapshot.layouts.find(({ id }) => id === region);
  if (!outlet || !part) return;
  const { mode } = part;
  const script: RegionScript | undefined = mode === "live"
    ? await import("./live/live_engine.ts")
    : mode === "client"
    ? await import(snapshot.scripts[isPage ? snapshot.page : region] ?? "")
    : undefined;
  const begin = await script?.prepareRegion(tab, { region, outlet, snapshot, hydrate }, script);
  tab.stop(region);
  // Until here the old page was there, and its actions were asked from its own address.
  if (isPage) tab.current = snapshot;
  // A loop that runs here writes its own.
  applyHead(region, part.own);
  if (begin) tab.regions.set(region, begin());
  else if (!hydrate) outlet.innerHTML = part.html ?? "";
}

function loadNavigation(): Promise<Navigation> {
  navigation ??= Promise.all([import("./navigation/navigation.ts"), started]).then(([script]) =>
    script.createNavigation(tab)
  );
  // Its script did not arrive: the next attempt asks for it again.
  navigation.catch(() => navigation = undefined);
  return navigation;
}

async function navigate(go: (loaded: Navigation) => Promise<void>, leave?: () => void): Promise<void> {
  if (outdated) return leave?.();
  try {
    await go(await loadNavigation());
  } catch (error) {
    console.error(error);
    leave?.();
  }
}

// Once for a build: a document that comes from a server of the old build once more must not be loaded for ever.
function renew(): boolean {
  const key = "rally:renewed";
  if (sessionStorage.getItem(key) === build) return false;
  sessionStorage.setItem(key, build);
  location.reload();
  return true;
}

function opened(): void {
  for (const region of tab.regions.values()) region.reconnected?.();
}

function receive(frame: ServerFrame): void {
  switch (frame[0]) {
    case "hello":
      if (frame[2] !== protocol) renew();
      if (frame[1] === build) return;
      if (dev) location.reload();
      outdated = true;
      return;
    case "event":
      recent.push(frame);
      if (recent.length > maxRecent) recent.shift();
      return deliver(frame);
    case "lost":
      return void (tab.regions.get(frame[1])?.lost ?? tab.reload)();
    case "reload":
      return void renew();
    case "later":
      return void navigate((loaded) => loaded.later(frame));
    default:
      for (const region of tab.regions.values()) region.frame?.(frame);
  }
}

function deliver([, key, at, event, regions]: EventFrame): void {
  for (const region of regions) tab.regions.get(region)?.receive?.(key, at, event);
}
