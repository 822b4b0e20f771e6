/**
 * The engine of loops that run on the server: sends events, writes patches into the region's outlet. Loaded only where
 * a page is in live mode.
 *
 * @module
 */
import type { Json } from "../../wire/codec.ts";
import type { ServerFrame } from "../../wire/frames.ts";
import type { LiveSnapshot, Snapshot } from "../../wire/snapshot.ts";
import { isLocked, postHere } from "../form_submit.ts";
import { pageEvent } from "../page_event.ts";
import type { RegionOptions, RunningRegion, Tab } from "../tab.ts";
import { adopt, build, Mismatch, type Patcher } from "./patcher.ts";

/** Starts the browser's half of a live page. There is nothing to fetch first. */
export function prepareRegion(tab: Tab, options: RegionOptions): Promise<() => RunningRegion> {
  return Promise.resolve(() => startRegion(tab, options));
}

function startRegion(tab: Tab, { outlet, snapshot, hydrate }: RegionOptions): RunningRegion {
  let patcher: Patcher | undefined;
  let running = true;
  let lastRef = 0;
  // The elements whose event is on its way, by its number: marked busy until the answer has come.
  const waiting = new Map<number, Element>();

  /** Takes over HTML that the server made; `false` when the browser's parser has built something else out of it. */
  function take(live: LiveSnapshot): boolean {
    try {
      patcher = adopt(outlet, live.shape, live.templates, emit);
      return true;
    } catch (error) {
      if (error instanceof Mismatch) return false;
      throw error;
    }
  }

  function emit(slot: number, version: number, event: Event): void {
    const target = event.currentTarget as HTMLElement;
    if (event.type === "submit") {
      const form = target as HTMLFormElement;
      // Actions over `post`, and every form while there is no socket, take the way that works without JavaScript.
      if (form.dataset.over === "post" || !tab.transport.open) return postHere(form);
      event.preventDefault();
      if (isLocked(form)) return;
    }
    const ref = ++lastRef;
    if (event.type === "submit") target.ariaBusy = "true";
    waiting.set(ref, target);
    tab.transport.send(["act", ref, version, slot, pageEvent(event)]);
  }

  async function join(token: string): Promise<void> {
    const { href } = tab.current;
    const answer = await tab.transport.request((id) => ["join", id, href, token]);
    if (!running) return;
    if (answer[0] === "to") return void tab.navigate(answer[2], { replace: true });
    // Without a socket there is no loop: the page works by its forms and links until one opens.
    if (answer[0] !== "ok" || answer[2] === null) return;
    const { live } = answer[2] as unknown as Snapshot;
    if (!live) return;
    patcher?.dispose();
    patcher = build(outlet, live.shape, live.templates, emit);
  }

  function settle(ref: number, submitted = false): void {
    const element = waiting.get(ref);
    waiting.delete(ref);
    if (element) element.ariaBusy = null;
    if (submitted) (element as HTMLFormElement | undefined)?.reset();
  }

  function frame(received: ServerFrame): void {
    if (received[0] === "ended") return fail(received[1]);
    if (received[0] !== "patch") return;
    const [, ref, patches, effects, title, submitted] = received;
    if (!patches.every(apply)) rejoin();
    if (ref !== null) settle(ref, submitted);
    if (title !== null) document.title = title;
    for (const effect of effects) tab.run(effect);
  }

  /** `false` when the page is not the one that the patch is for: it is built anew then. */
  function apply(patch: Json): boolean {
    try {
      patcher?.apply(patch);
      return true;
    } catch (error) {
      if (error instanceof Mismatch) return false;
      throw error;
    }
  }

  function fail(traceId: string): void {
    patcher?.dispose();
    const text = `This part of the page has failed. Load the page again. (Trace id: ${traceId})`;
    outlet.replaceChildren(Object.assign(document.createElement("p"), { role: "alert", textContent: text }));
  }

  if (!hydrate) outlet.innerHTML = snapshot.html ?? "";
  // What cannot be taken over is built from the templates: the join without a token sends everything.
  let token = snapshot.live && take(snapshot.live) ? snapshot.live.token : "";
  // The first socket may not be open yet: then `reconnected` joins.
  if (tab.transport.open) rejoin();

  function rejoin(): void {
    join(token);
    token = "";
  }

  return {
    // The loop on the server has its own way to load again; this one goes on from what it is.
    reloaded: () => rejoin(),
    receive: (_key: string, _event: Json) => {},
    frame,
    reconnected() {
      for (const ref of [...waiting.keys()]) settle(ref);
      rejoin();
    },
    stop() {
      running = false;
      patcher?.dispose();
      tab.transport.send(["leave"]);
      outlet.replaceChildren();
    },
  };
}
