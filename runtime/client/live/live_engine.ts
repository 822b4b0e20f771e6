/**
 * The engine of loops that run on the server: sends events, writes patches into the region's outlet. Loaded only where
 * a page is in live mode.
 *
 * @module
 */
import type { Json } from "../../wire/codec.ts";
import type { ClientFrame, ServerFrame, WireEvent } from "../../wire/frames.ts";
import type { SendOptions } from "../../page/send.ts";
import type { BrowserSource } from "../../page/subscription.ts";
import type { LiveSnapshot, Snapshot } from "../../wire/snapshot.ts";
import type { RegionOptions, RunningRegion, Tab } from "../tab.ts";
import { runEffect } from "./live_effects.ts";
import { adopt, build, Mismatch, type Patcher } from "./patcher.ts";
import type { LiveSources } from "./rare_parts.ts";
import { isTold, isTouched, readFields, tellFields, writeWithheld } from "./told_fields.ts";

/** More than a person does before a socket is open. */
const maxEarly = 50;
/** So often in a minute is a page built anew that a patch does not fit. */
const maxRebuilt = 3;

/** An event on its way. */
interface Waiting {
  readonly type: string;
  readonly target: Element;
  readonly submitter: HTMLElement | null;
  /** What is done in an outage never is. */
  readonly isSent: boolean;
  answered(): void;
}

// It is loaded with the first socket: after the last one it could not be.
let loading: Promise<void> | undefined;
let recovery: Pick<typeof import("../connection/mod.ts"), "rememberWork" | "tellTyped"> | undefined;

/** Starts the browser's half of a live page. There is nothing to fetch first. */
export function prepareRegion(tab: Tab, options: RegionOptions): Promise<() => RunningRegion> {
  return Promise.resolve(() => startRegion(tab, options));
}

function startRegion(tab: Tab, { outlet, snapshot, hydrate }: RegionOptions): RunningRegion {
  const { dom } = tab;
  let patcher: Patcher | undefined;
  let running = true;
  let joined = false;
  // Once it has, what cannot be sent waits for the next connection.
  let hasJoined = false;
  let token = "";
  let lastRef = 0;
  let waking: Promise<unknown> | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;
  // Events from before the join was answered, in order: a quick click is not lost.
  const early: ClientFrame[] = [];
  // By their numbers. Their elements are marked until the answer has come.
  const waiting = new Map<number, Waiting>();
  let rebuilt = 0;
  let sources: Promise<LiveSources> | undefined;

  function wakeIslands(): void {
    const { islands } = tab.current;
    if (!islands || waking || !outlet.querySelector("rally-island")) return;
    // The page's script wraps the components, and with that names them.
    waking = import(islands);
  }

  /** Takes over HTML that the server made; `false` when the browser's parser has built something else out of it. */
  function take(live: LiveSnapshot): boolean {
    try {
      patcher = adopt(outlet, live.shape, live.templates, emit);
      wakeIslands();
      return true;
    } catch (error) {
      if (error instanceof Mismatch) return false;
      throw error;
    }
  }

  function emit(slot: number, version: number, event: Event, options: SendOptions | undefined): void {
    const target = event.currentTarget as HTMLElement;
    if (event.type === "submit") {
      const form = target as HTMLFormElement;
      // Actions over `post`, and all actions before there is a loop, take the way that works without JavaScript.
      if (form.dataset.over === "post" || !hasJoined && form.dataset.over) {
        return dom.obey(event, options, () => dom.postHere(form, event));
      }
      event.preventDefault();
      if (dom.isLocked(form)) return;
    }
    const values = toldBy(event) ?? dom.wireEvent(event);
    const fields = readFields(event);
    dom.obey(event, options, () => {
      // Held back until its page was left, its element removed, or the page built anew: another handler has its number.
      if (!running || !target.isConnected) return;
      tab.acts++;
      const ref = ++lastRef;
      const isSent = !hasJoined || joined && tab.transport.open;
      const { submitter = null } = event as Partial<SubmitEvent>;
      waiting.set(ref, { type: event.type, target, submitter, isSent, answered: tellFields(event.target, fields) });
      mark(target);
      hold(target, 1);
      // What was held back may be older than the handlers that the server still knows: the same slot has a newer one.
      const at = options?.debounce || options?.throttle ? patcher?.version ?? version : version;
      const frame: ClientFrame = ["act", ref, at, slot, values];
      if (joined) tab.transport.send(frame);
      else if (!hasJoined && early.length < maxEarly) early.push(frame);
    });
  }

  async function join(token: string, mark?: "stays"): Promise<void> {
    const { href } = tab.current;
    clearTimeout(retry);
    const answer = await tab.transport.request((id) => ["join", id, href, token, mark]);
    if (!running) return;
    if (answer[0] === "to") return void tab.navigate(answer[2], { replace: true });
    if (answer[0] === "no") {
      const refusal = answer[2];
      if (refusal.kind === "failed") fail(refusal.traceId);
      // Tabs that were refused together come back one by one.
      if (refusal.kind === "rate_limited") retry = setTimeout(join, 1000 + 2000 * Math.random(), token, mark);
      // Without a socket there is no loop: the page works by its forms and links until one opens.
      return;
    }
    joined = hasJoined = true;
    const live = (answer[2] as unknown as Snapshot | null)?.live;
    // The loop that asked for them is gone; the one that has been joined names its own.
    if (live || !mark) sources?.then(({ listen }) => listen([]));
    if (live) {
      const submits = [...waiting.values()].filter(({ type }) => type === "submit");
      // Another query is not a lost connection: its page says itself what its fields begin with.
      const redo = mark ? undefined : recovery?.rememberWork(outlet, isTouched, submits);
      patcher?.dispose();
      patcher = build(outlet, live.shape, live.templates, emit);
      wakeIslands();
      forget();
      redo?.();
    }
    for (const frame of early.splice(0)) tab.transport.send(frame);
  }

  /** What was done to a page that is gone now has no answer to wait for. */
  function forget(): void {
    early.length = 0;
    for (const ref of [...waiting.keys()]) settle(ref);
  }

  function settle(ref: number): Element | undefined {
    const one = waiting.get(ref);
    waiting.delete(ref);
    if (!one) return;
    one.answered();
    hold(one.target, -1);
    mark(one.target);
    return one.target;
  }

  /** Says on an element whether something of it is on its way. The answer to another event does not free a form. */
  function mark(target: Element): void {
    const types = [...waiting.values()].flatMap((one) => one.target === target ? one.type : []);
    target.toggleAttribute("data-rally-busy", types.length > 0);
    if (target instanceof HTMLFormElement) dom.setBusy(target, types.includes("submit"));
  }

  function frame(received: ServerFrame): void {
    // What comes before the answer to `join` is for the page that was left.
    if (!joined) return;
    if (received[0] === "ended") return fail(received[1], received[2]);
    if (received[0] === "sources") return void listen(received[1]);
    if (received[0] !== "patch") return;
    const [, ref, patches, effects, title, submitted] = received;
    const target = ref === null ? undefined : settle(ref);
    // Before the patches, which are newer.
    writeWithheld();
    if (!patches.every(apply)) rebuild();
    wakeIslands();
    if (submitted && target) dom.empty(target as HTMLFormElement);
    if (title !== null) document.title = title;
    for (const effect of effects) runEffect(tab, effect);
  }

  async function listen(list: readonly BrowserSource[]): Promise<void> {
    sources ??= import("./rare_parts.ts").then(({ liveSources }) => liveSources(tab));
    const { listen } = await sources;
    listen(running ? list : []);
  }

  /** `false` when the page is not the one that the patch is for, or others have taken nodes out of it. */
  function apply(patch: Json): boolean {
    try {
      patcher?.apply(patch);
      return true;
    } catch (error) {
      if (!(error instanceof Mismatch)) console.error(error);
      return false;
    }
  }

  // Half a patch may be written by now, and whatever follows is for the page that it would have made.
  function rebuild(): void {
    joined = false;
    if (++rebuilt > maxRebuilt) return fail("browser");
    setTimeout(() => rebuilt--, 60_000);
    rejoin();
  }

  function fail(traceId: string, html?: string | null): void {
    tab.transport.send(["leave"]);
    patcher?.dispose();
    patcher = undefined;
    if (html != null) return void (outlet.innerHTML = html);
    const text = `This part of the page has failed. Load the page again. (Trace id: ${traceId})`;
    outlet.replaceChildren(Object.assign(document.createElement("p"), { role: "alert", textContent: text }));
  }

  /** Shows what the server has drawn. What cannot be taken over is built by the join, which has no token then. */
  function show({ html, live }: Snapshot, isThere = false): void {
    patcher?.dispose();
    if (!isThere) outlet.innerHTML = html ?? "";
    token = live && take(live) ? live.token : "";
  }

  show(snapshot, hydrate);
  // The first socket may not be open yet: then `reconnected` joins.
  if (tab.transport.open) rejoin();

  async function rejoin(): Promise<void> {
    const mine = token;
    token = "";
    loading ??= import("../connection/mod.ts").then((loaded) => {
      recovery = loaded;
      if (running) loaded.tellTyped(outlet, isTold);
    }, () => {});
    // Without a model that waits, the page is built anew: what was typed must not go.
    if (!mine) await loading;
    if (running) join(mine);
  }

  return {
    reloaded(later) {
      // The loop that runs is told what was loaded; where none can run, the new HTML is all there is.
      if (tab.transport.open) join(later.live?.token ?? "", "stays");
      else show(later);
    },
    frame,
    reconnected() {
      joined = false;
      rejoin();
    },
    stop() {
      running = false;
      clearTimeout(retry);
      sources?.then(({ listen }) => listen([]));
      patcher?.dispose();
      tab.transport.send(["leave"]);
      outlet.replaceChildren();
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
