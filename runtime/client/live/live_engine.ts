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
import { adopt, type Patcher } from "./patcher.ts";

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

  function show(live: LiveSnapshot, html: string | undefined): void {
    patcher?.dispose();
    if (html !== undefined) outlet.innerHTML = html;
    patcher = adopt(outlet, live.shape, live.templates, emit);
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
    const fresh = answer[2] as unknown as Snapshot;
    if (fresh.live) show(fresh.live, fresh.html);
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
    for (const patch of patches) patcher?.apply(patch);
    if (ref !== null) settle(ref, submitted);
    if (title !== null) document.title = title;
    for (const effect of effects) tab.run(effect);
  }

  function fail(traceId: string): void {
    patcher?.dispose();
    const text = `This part of the page has failed. Load the page again. (Trace id: ${traceId})`;
    outlet.replaceChildren(Object.assign(document.createElement("p"), { role: "alert", textContent: text }));
  }

  if (snapshot.live) show(snapshot.live, hydrate ? undefined : snapshot.html);
  // The first socket may not be open yet: then `reconnected` joins.
  if (tab.transport.open) join(snapshot.live?.token ?? "");
  let token = snapshot.live?.token ?? "";

  return {
    reloaded: (later) => later.live && show(later.live, later.html),
    receive: (_key: string, _event: Json) => {},
    frame,
    reconnected() {
      for (const ref of [...waiting.keys()]) settle(ref);
      join(token);
      token = "";
    },
    stop() {
      running = false;
      patcher?.dispose();
      tab.transport.send(["leave"]);
      outlet.replaceChildren();
    },
  };
}
