/**
 * The engine of loops that run on the server: sends events, writes patches into the region's outlet. Loaded only where
 * a page is in live mode.
 *
 * @module
 */
import type { ClientFrame, Request, ServerFrame, WireEvent } from "../../wire/frames.ts";
import { isPatchFrame, readPatch } from "../../wire/patch_frame.ts";
import type { Refusal } from "../../page/result.ts";
import type { SendOptions } from "../../page/send.ts";
import type { BrowserSource } from "../../page/subscription.ts";
import { regionEnd, regionOf } from "../../wire/region.ts";
import type { LayoutSnapshot, LiveSnapshot, Snapshot } from "../../wire/snapshot.ts";
import type { RegionOptions, RunningRegion, Tab } from "../tab.ts";
import { runEffect } from "./live_effects.ts";
import { hasLoop, type Joined, type LiveEvent, type LiveState, nextLive } from "./live_state.ts";
import { createPatcher, Mismatch, type Patcher, type Templates } from "./patcher.ts";
import type { LiveSources } from "./rare_parts.ts";
import { isTold, isTouched, readFields, tellFields, writeWithheld } from "./told_fields.ts";

/** What of a snapshot is a live page's, or a live layout's. */
type LivePart = Pick<LayoutSnapshot, "html" | "live" | "own" | "islands">;
/** A frame of one loop, without its name. */
type LiveFrame = Exclude<ClientFrame, Request>;
type ActFrame = Extract<ClientFrame, readonly ["act", ...unknown[]]>;

/** More than a person does before a socket is open. */
const maxEarly = 50;
/** How long the server may not know what is shown, in milliseconds: it goes on drawing meanwhile. */
const seenMs = 50;
/** So often in a minute is a page built anew that a patch does not fit. */
const maxRebuilt = 3;
/** Before a join that was refused is tried again, in milliseconds: each pause is twice the one before. */
const firstPause = 1_000;
const longestPause = 60_000;

/** An event on its way to the loop. */
interface Sent {
  /** Marked busy until the answer has come. */
  readonly target: HTMLElement;
  readonly slot: number;
  readonly values: WireEvent;
  readonly submitter: HTMLElement | null;
  /** What is done in an outage is not, until its page is taken over. */
  isSent?: true;
  /** It was stale once: it is not sent a third time. */
  readonly isRepeated?: boolean;
  answered(): void;
}

// Those of all live pages that the tab has shown: what the server knows to be here it does not send again.
const templates: Templates = new Map();
// It is loaded with the first socket: after the last one it could not be.
let loading: Promise<void> | undefined;
let recovery: Pick<typeof import("../connection/mod.ts"), "rememberWork" | "tellRefused" | "tellTyped"> | undefined;

/** Starts the browser's half of a live page. There is nothing to fetch first. */
export function prepareRegion(tab: Tab, options: RegionOptions): () => RunningRegion {
  return () => startRegion(tab, options);
}

function startRegion(tab: Tab, { region, outlet, snapshot, hydrate }: RegionOptions): RunningRegion {
  const { dom } = tab;
  // A layout stays when the page changes.
  let { href } = snapshot;
  const first = partOf(snapshot);
  const end = regionEnd(region);
  let patcher: Patcher | undefined;
  let state: LiveState = { type: "alone", hadLoop: false };
  let token = "";
  let lastRef = 0;
  let waking: Promise<unknown> | undefined;
  let pause = firstPause;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let telling: ReturnType<typeof setTimeout> | undefined;
  // Events that no loop can take yet, in order: a quick click is not lost.
  const early: ActFrame[] = [];
  // By the number of the event.
  const waiting = new Map<number, Sent>();
  let rebuilt = 0;
  // How many loops were asked for: what one has asked the browser is not told to the next.
  let loops = 0;
  let sources: Promise<LiveSources> | undefined;

  function partOf(page: Snapshot): LivePart {
    return page.layouts.find(({ id }) => id === region) as LivePart | undefined ?? page;
  }

  const say = (frame: LiveFrame) => tab.transport.send([...frame, ...end] as unknown as ClientFrame);
  const happen = (event: LiveEvent) => void (state = nextLive(state, event));

  function wakeIslands(): void {
    const { islands } = first;
    if (!islands || waking || !outlet.querySelector("rally-island")) return;
    // The page's script wraps the components, and with that names them.
    waking = import(islands);
  }

  /** `false` when the DOM is not what the server has made of it: then the page is built anew. */
  function fits(work: () => void): boolean {
    try {
      work();
      return true;
    } catch (error) {
      if (!(error instanceof Mismatch)) console.error(error);
      return false;
    }
  }

  function make(live: LiveSnapshot, isNew: boolean): void {
    patcher = createPatcher(outlet, live, { isNew, emit, known: templates });
    wakeIslands();
  }

  function emit(slot: number, version: number, event: Event, options: SendOptions | undefined): void {
    const target = event.currentTarget as HTMLElement;
    if (event.type === "submit") {
      const form = target as HTMLFormElement;
      const over = form.getAttribute("data-over");
      // Actions over `post`, and all actions before there is a loop, take the way that works without JavaScript.
      if (over === "post" || !hasLoop(state) && over) {
        return dom.obey(event, options, () => dom.postHere(form, event));
      }
      event.preventDefault();
      if (dom.isLocked(form)) return;
    }
    const values = toldBy(event) ?? dom.wireEvent(event);
    const fields = readFields(event);
    dom.obey(event, options, () => {
      // Held back until its page was left, its element removed, or the page built anew: another handler has its number.
      if (state.type === "left" || !patcher || !target.isConnected) return;
      if (early.length >= maxEarly && !hasLoop(state)) return;
      tab.acts++;
      const { submitter = null } = event as Partial<SubmitEvent>;
      const answered = tellFields(event.target, fields);
      // It may be older than the handlers that the server still knows: the same slot has a newer one.
      const shown = options?.debounce || options?.throttle ? patcher.version : version;
      act({ target, slot, values, submitter, answered }, shown);
      hold(target, 1);
    });
  }

  function act(sent: Sent, version: number): void {
    const ref = ++lastRef;
    waiting.set(ref, sent);
    mark(sent.target);
    const frame: ActFrame = ["act", ref, version, sent.slot, sent.values];
    if (state.type === "joined" && tab.transport.open) return sendAct(state, frame);
    const before = early.at(-1);
    // Of what is typed in one field before anybody can hear it, the latest says all.
    if (before?.[3] === sent.slot && sent.values.type === "input") settle(early.pop()![1]);
    early.push(frame);
  }

  // Only a loop that runs can take it. It says what is shown, too.
  function sendAct(_state: Joined, frame: ActFrame): void {
    // An answer may be there as soon as it is sent.
    waiting.get(frame[1])!.isSent = true;
    say(frame);
    happen({ type: "seen", version: frame[2] });
  }

  /** Tells the server what is shown, so that it goes on drawing: once for all patches of a moment. */
  function tellSeen(): void {
    telling ??= setTimeout(() => {
      telling = undefined;
      const version = patcher?.version ?? 0;
      if (state.type !== "joined" || version <= state.seen) return;
      say(["seen", version]);
      happen({ type: "seen", version });
    }, seenMs);
  }

  /** With `later` it is the same page at another query, and its loop goes on. */
  async function join(mine: string, later?: Snapshot): Promise<void> {
    clearTimeout(retry);
    happen({ type: "asked" });
    if (!later) loops++;
    const answer = await tab.transport.request((id) => ["join", id, href, mine, later && "stays", ...end]);
    const hadLoop = hasLoop(state);
    if (state.type === "left") return;
    if (answer[0] !== "ok") {
      happen({ type: (answer[2] as Partial<Refusal>).kind === "offline" ? "lost" : "refused" });
    }
    if (answer[0] === "to") return void tab.navigate(answer[2], { replace: true });
    if (answer[0] === "no") {
      const refusal = answer[2];
      if (refusal.kind === "failed") return fail(refusal.traceId);
      if (!later) token ||= mine;
      // Without a loop the new HTML is all there is. The next connection brings both, and what was typed.
      else if (refusal.kind !== "offline") showLater(later);
      // Tabs that were refused together come back one by one, and less and less often.
      if (refusal.kind === "rate_limited") {
        // What was sent to a loop has no answer any more, and its forms are posted from here on.
        if (hadLoop) forget();
        pause = Math.min(2 * pause, longestPause);
        retry = setTimeout(rejoin, pause * (0.5 + Math.random() / 2));
      }
      // Without a socket there is no loop: the page works by its forms and links until one opens.
      return;
    }
    pause = firstPause;
    const opened = answer[2] as LivePart | null;
    const live = opened?.live as LiveSnapshot | undefined;
    // The loop that asked for them is gone; the one that has been joined names its own.
    if (sources && (live || !later)) listen([]);
    let redo: (() => void) | undefined;
    if (live) {
      // Another query is not a lost connection: its page says itself what its fields begin with.
      redo = later ? undefined : recovery?.rememberWork(outlet, isTouched, [...waiting.values()]);
      patcher?.dispose();
      make(live, true);
      tab.applyHead(region, opened?.own);
      forget();
    }
    if (live || state.type !== "joined") happen({ type: "answered", version: patcher?.version ?? 0 });
    for (const frame of early.splice(0)) if (state.type === "joined") sendAct(state, frame);
    redo?.();
  }

  /** What was done to a page that is gone now has no answer to wait for. */
  function forget(): void {
    early.length = 0;
    for (const ref of waiting.keys()) settle(ref);
    writeWithheld();
  }

  function settle(ref: number): void {
    const { target, answered } = waiting.get(ref)!;
    answered();
    waiting.delete(ref);
    hold(target, -1);
    mark(target);
  }

  /** Says on an element whether something of it is on its way. The answer to another event does not free a form. */
  function mark(target: Element): void {
    const types = [...waiting.values()].flatMap((sent) => sent.target === target ? sent.values.type : []);
    target.toggleAttribute("data-rally-busy", types.length > 0);
    if (target instanceof HTMLFormElement) dom.setBusy(target, types.includes("submit"));
  }

  function frame(received: ServerFrame): void {
    // What comes before the answer to `join` is for the page that was left.
    if (state.type !== "joined" || regionOf(received) !== region) return;
    if (received[0] === "ended") return fail(received[1], received[2]);
    if (received[0] === "sources") return listen(received[1]);
    if (!isPatchFrame(received)) return;
    const { ref, patch, effects = [], title, html, submitted, stale, refused } = readPatch(received);
    const sent = waiting.get(ref);
    // What it meant is not known any more: the same slot may still mean something.
    if (stale && sent && !sent.isRepeated && patcher?.hears(sent.slot)) {
      waiting.delete(ref);
      return act({ ...sent, isRepeated: true }, patcher.version);
    }
    if (refused && sent) recovery?.tellRefused(sent.target, refused);
    sent?.answered();
    if (patch.length > 0) {
      // It may be for another page than the one that is shown, or others have taken nodes out of it.
      if (fits(() => patcher?.apply(patch))) tellSeen();
      else rebuild();
    }
    writeWithheld();
    wakeIslands();
    if (submitted && sent) dom.empty(sent.target as HTMLFormElement);
    if (sent) settle(ref);
    if (title !== undefined || html) tab.applyHead(region, { title, html });
    const asking = loops;
    for (const effect of effects) {
      runEffect(tab, effect, (answer) => void (asking === loops && say(answer)));
    }
  }

  function listen(list: readonly BrowserSource[]): void {
    sources ??= import("./rare_parts.ts").then(({ liveSources }) => liveSources(tab, say));
    // A script that did not arrive is asked for by the next loop.
    sources.then(({ listen }) => listen(state.type === "left" ? [] : list), () => sources = undefined);
  }

  // Half a patch may be written by now, and whatever follows is for the page that it would have made.
  function rebuild(): void {
    if (++rebuilt > maxRebuilt) return fail("browser");
    setTimeout(() => rebuilt--, 60_000);
    restart();
  }

  function fail(traceId: string, html?: string | null): void {
    happen({ type: "lost" });
    say(["leave"]);
    patcher?.dispose();
    patcher = undefined;
    outlet.innerHTML = html ??
      `<p role="alert">This part of the page has failed. Load the page again. (Trace id: ${traceId})</p>`;
    forget();
  }

  /** Shows what the server has drawn. What cannot be taken over is built by the join, which has no token then. */
  function show(part: LivePart, isThere = false): void {
    // A part that is not shown yet has all of it.
    const live = part.live as LiveSnapshot | undefined;
    patcher?.dispose();
    if (!isThere) outlet.innerHTML = part.html ?? "";
    token = live && fits(() => make(live, !isThere)) ? live.token : "";
    forget();
  }

  /** Shows a page whose loop cannot be told. A layout stands around what runs by itself. */
  function showLater(later: Snapshot): void {
    const part = partOf(later);
    if (part === later) show(part);
  }

  show(first, hydrate);
  // The first socket may not be open yet: then `reconnected` joins.
  if (tab.transport.open) rejoin();

  function restart(): void {
    happen({ type: "lost" });
    if (state.type === "alone") rejoin();
  }

  async function rejoin(): Promise<void> {
    const mine = token;
    token = "";
    loading ??= import("../connection/mod.ts").then((loaded) => {
      recovery = loaded;
      if (state.type !== "left") loaded.tellTyped(outlet, isTold);
    }, () => {});
    // Without a model that waits, the page is built anew: what was typed must not go.
    if (!mine) await loading;
    if (state.type !== "left") join(mine);
  }

  return {
    reloaded(later) {
      // The loop that runs is told what was loaded; where none can run, it is shown as it came.
      ({ href } = later);
      if (tab.transport.open) join(partOf(later).live?.token ?? "", later);
      else showLater(later);
    },
    frame,
    lost: restart,
    reconnected: restart,
    stop() {
      happen({ type: "left" });
      clearTimeout(retry);
      loops++;
      if (sources) listen([]);
      patcher?.dispose();
      say(["leave"]);
      outlet.replaceChildren();
      forget();
    },
  };
}

/** Tells an island how many of its events wait for their answers (`islands.ts`). */
function hold(element: Element & { hold?(change: 1 | -1): void }, change: 1 | -1): void {
  element.hold?.(change);
}

/** What an island has to tell, when the event is a call of one of its component's functions. */
function toldBy(event: Event): WireEvent | undefined {
  return event.type.startsWith("rally:") ? (event as CustomEvent<WireEvent>).detail : undefined;
}
