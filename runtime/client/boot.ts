/**
 * The first script of every document that needs one: reads the state, starts the loop of each region, and keeps the
 * connection.
 *
 * @module
 */
import type { Mode } from "../page/contract.ts";
import type { Call } from "../page/call.ts";
import type { Result } from "../page/result.ts";
import type { Codec } from "../wire/codec.ts";
import type { Region, ServerFrame } from "../wire/frames.ts";
import { type Snapshot, stateElementId } from "../wire/snapshot.ts";
import { runBrowserEffect } from "./browser_effects.ts";
import { applyHead } from "./head.ts";
import { createNavigation } from "./navigation.ts";
import type { ActInput, PrepareRegion, Tab } from "./tab.ts";
import { createTopics } from "./topics.ts";
import { createTransport } from "./transport.ts";

/** What a document carries for its scripts. */
interface DocumentState {
  readonly build: string;
  /** Whether a new build reloads the page at once. */
  readonly dev: boolean;
  readonly snapshot: Snapshot;
}

const engines: Readonly<Record<Exclude<Mode, "static">, () => Promise<{ prepareRegion: PrepareRegion }>>> = {
  client: () => import("./client_engine.ts"),
  live: () => import("./live/live_engine.ts"),
};

const state: DocumentState = JSON.parse(document.getElementById(stateElementId)?.textContent ?? "{}");
let showing: Promise<void> = Promise.resolve();
type EventFrame = Extract<ServerFrame, readonly ["event", ...unknown[]]>;
// Enough for what arrives during one load.
const maxRecent = 200;
const recent: EventFrame[] = [];

// In development the server is back in a moment, and the author is waiting for it.
const transport = createTransport({ opened, received }, state.dev ? 100 : 30_000);
const topics = createTopics((frame) => transport.send(frame));
const navigation = createNavigation(() => tab, show);
const tab: Tab = {
  transport,
  topics,
  regions: new Map(),
  current: state.snapshot,
  act,
  navigate: navigation.navigate,
  reload: navigation.reload,
  run: (effect) => runBrowserEffect(tab, effect),
  applyHead,
};

showing = boot();

async function boot(): Promise<void> {
  const { snapshot } = state;
  const regions = [...snapshot.layouts.map((layout) => layout.id), "page"];
  await Promise.all(regions.map((region) => start(region, snapshot, { hydrate: true })));
  document.documentElement.dataset.rally = "ready";
}

/** Shows a page: later data of the one that is there, or another one in its place. One after the other. */
function show(snapshot: Snapshot): Promise<void> {
  showing = showing.then(() => showNow(snapshot)).catch((error) => {
    // Its script did not arrive, or is of another build: the document is asked for instead.
    console.error(error);
    location.reload();
  });
  return showing;
}

async function showNow(snapshot: Snapshot): Promise<void> {
  const before = tab.current;
  for (const { id } of snapshot.layouts) tab.regions.get(id)?.reloaded(snapshot);
  const running = tab.regions.get("page");
  const same = before.page === snapshot.page && before.mode === snapshot.mode &&
    JSON.stringify(before.params) === JSON.stringify(snapshot.params);
  if (same && running) {
    tab.current = snapshot;
    running.reloaded(snapshot);
  } else await start("page", snapshot, { hydrate: false });
  // What arrived while the page was being loaded may be newer than what was loaded; `heard` lets only that through.
  // Events of an earlier run of the server are in the data.
  for (const frame of recent) if (frame[2][0] === snapshot.since[0]) deliver(frame);
}

async function start(region: Region, snapshot: Snapshot, { hydrate }: { hydrate: boolean }): Promise<void> {
  const outlet = document.querySelector(`rally-outlet[data-region="${region}"]`);
  const mode = region === "page" ? snapshot.mode : snapshot.layouts.find((layout) => layout.id === region)?.mode;
  if (!outlet || !mode) return;
  const engine = mode === "static" ? undefined : await engines[mode]();
  const begin = await engine?.prepareRegion(tab, { region, outlet, snapshot, hydrate });
  tab.regions.get(region)?.stop();
  tab.regions.delete(region);
  // Until here the old page was there, and its actions were asked from its own address.
  if (region === "page") tab.current = snapshot;
  // The next loop in the browser replaces the topics of the last one as a set; what they share is not sent again.
  if (mode !== "client") topics.leave(region);
  // The merged head is also the layouts': only the title is the page's own.
  if (!hydrate) applyHead(region, { title: snapshot.head.title });
  if (begin) tab.regions.set(region, begin());
  else if (!hydrate) outlet.innerHTML = snapshot.html ?? "";
}

async function act(
  region: Region,
  { owner, action }: Call,
  input: ActInput,
  output: Codec | undefined,
): Promise<Result<unknown> | undefined> {
  const { href } = tab.current;
  const key = createKey();
  const answer = await transport.request((id) =>
    "fields" in input
      ? ["form", id, owner, href, action, input.fields, key]
      : ["call", id, owner, href, action, input.packed, key]
  );
  switch (answer[0]) {
    case "to":
      return void tab.navigate(answer[2]);
    case "no":
      return answer[2];
    case "ok":
      // The answer says what the action's own events would say: they are no news to this loop.
      topics.own(region, answer[3]);
      return { ok: true, value: output?.unpack(answer[2]) };
  }
}

function opened(): void {
  topics.resend();
  for (const region of tab.regions.values()) region.reconnected?.();
}

function received(frame: ServerFrame): void {
  switch (frame[0]) {
    case "hello":
      if (frame[1] === state.build) return;
      return state.dev ? location.reload() : navigation.outdated();
    case "event":
      recent.push(frame);
      if (recent.length > maxRecent) recent.shift();
      return deliver(frame);
    case "lost":
      return void tab.reload();
    default:
      return tab.regions.get("page")?.frame?.(frame);
  }
}

function deliver([, key, at, event, regions]: EventFrame): void {
  for (const region of regions) {
    if (topics.heard(region, key, at)) tab.regions.get(region)?.receive(key, event);
  }
}

/** A key that no other call has: 128 random bits. (`crypto.randomUUID` is missing on plain http.) */
function createKey(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join("-");
}
