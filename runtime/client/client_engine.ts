/**
 * The engine of loops that run in the browser: Preact in the region's own outlet. Every page's script exports it beside
 * the page's own names, so that both come in one file with the Preact they share.
 *
 * @module
 */
import { type ComponentChild, hydrate, render, type VNode } from "preact";
import { jsx } from "preact/jsx-runtime";
import type { Call } from "../page/call.ts";
import type { Start } from "../page/contract.ts";
import type { Effect } from "../page/effect.ts";
import type { expecting } from "../page/expectations.ts";
import { frozenModule } from "../page/frozen_module.ts";
import { createLoop, firstModel, type Loop } from "../page/loop.ts";
import type { Result } from "../page/result.ts";
import { createSend, type Handler, type Outgoing, reportingSend, type Submission } from "../page/send.ts";
import type { Region, WireEvent } from "../wire/frames.ts";
import type { BrowserModule, LayoutSnapshot, Snapshot } from "../wire/snapshot.ts";
import { act, type ActInput } from "./act.ts";
import type { BrowserHost } from "./effects/browser_host.ts";
import type { outlet } from "./outlet.ts";
import type { RegionOptions, RunningRegion, Tab } from "./tab.ts";
import type { listenInTab } from "./listen_in_tab.ts";

/** The script of a page or layout: what its file exports, and what of Rally only such a page needs. */
interface RegionModule extends BrowserModule {
  /** For those with subscriptions. */
  readonly listenInTab?: typeof listenInTab;
  /** For pages that say what they expect of their actions. */
  readonly expecting?: typeof expecting;
  /** For layouts. */
  readonly outlet?: typeof outlet;
}

/** Makes the first model of a page or layout; the loop starts when the function that it gives is called. */
export async function prepareRegion(
  tab: Tab,
  options: RegionOptions,
  loaded: RegionModule,
): Promise<() => RunningRegion> {
  const { region, snapshot } = options;
  const part = region === "page" ? snapshot.page : region;
  // A constant of the bundle, so that production holds nothing of it.
  const module = (import.meta as { dev?: boolean }).dev ? frozenModule(loaded, `page "${part}"`) : loaded;
  const first = await firstShown(module, region, snapshot);
  return () => startRegion(tab, options, { module, first });
}

/** The exports of a page with the model that its HTML shows. */
interface Loaded {
  readonly module: RegionModule;
  readonly first: ReturnType<typeof firstModel>;
}

function startRegion(
  tab: Tab,
  { region, outlet: parent, snapshot, hydrate: hydrating }: RegionOptions,
  { module, first }: Loaded,
): RunningRegion {
  const stopping = new AbortController();
  let draw: (node: ComponentChild, parent: Element) => void = hydrating ? hydrate : render;

  const { dom } = tab;
  const children = module.outlet?.();
  const tell = (make: () => unknown) => loop.attempt(() => loop.dispatch(make()));
  const listening = module.listenInTab?.({ region, tab, module, tell });
  const expectations = module.expecting?.(module, show, () => loop);
  const send = createSend<unknown>((outgoing) => handler(outgoing));
  const host: BrowserHost = { signal: stopping.signal, tell, failed, wire: module.wire, tab };

  function handler(outgoing: Outgoing): Handler {
    // A third-party component calls with what it has to tell in the event's place (`preact_component.ts`).
    const handle = (event: Event, told?: WireEvent) => {
      // Read now: a message may be held back until the event is over.
      const values = outgoing.type === "event" ? told ?? dom.wireEvent(event) : undefined;
      dom.obey(event, outgoing.options, () => {
        if (outgoing.type === "submit") return submit(outgoing, event as SubmitEvent);
        tell(() =>
          outgoing.type === "message"
            ? outgoing.message
            : outgoing.toMessage({ ...values!, form: Object.fromEntries(values!.form) })
        );
      });
    };
    return Object.assign(handle, { "~rally": outgoing });
  }

  // An action over `post` is left to the browser: its answer may set a cookie, and comes as a document.
  function submit(outgoing: Submission, event: SubmitEvent): void {
    const form = event.currentTarget as HTMLFormElement;
    if (outgoing.call.over === "post") return dom.postHere(form, event);
    event.preventDefault();
    if (dom.isLocked(form)) return;
    dom.setBusy(form, true);
    const fields = dom.formFields(form, event.submitter);
    call(outgoing.call, Object.fromEntries(fields), ["form", fields], (result) => {
      if (result) tell(() => outgoing.toMessage(result));
      if (result?.ok) dom.empty(form);
      // Until here it waits: what was typed meanwhile is kept (`form_checks.ts`).
      dom.setBusy(form, false);
    });
  }

  async function call(
    to: Call,
    sent: unknown,
    input: ActInput,
    done: (result: Result<unknown> | undefined) => void,
  ): Promise<void> {
    const tell = expectations?.expect(to.action, sent, done) ?? done;
    const codecs = module.wire.actions[to.action];
    tell(await act(tab, to, input, { codecs, signal: host.signal, own: (places) => listening?.own(places) }));
  }

  function show(model: unknown): void {
    draw(module.view(model, send, children) as ComponentChild, parent);
    draw = render;
    if (module.head) tab.applyHead(region, module.head(model));
  }

  function run(effect: Effect<unknown>): void {
    if (effect.type !== "call") return effect["~rally"]?.(effect as never, host);
    const packed = module.wire.actions[effect.call.action]?.input.pack(effect.input) ?? null;
    call(effect.call, effect.input, ["call", packed], (result) => {
      if (result) tell(() => effect.toMessage(result));
    });
  }

  function failed(error: unknown): void {
    console.error(error);
    // A page that was left has no outlet any more: another one stands there.
    if (host.signal.aborted) return;
    const view = module.errorView?.({ traceId: "browser" }) ??
      // As a page's own elements are made: `h` would be shipped for this line alone.
      jsx("p", { role: "alert", children: "This part of the page has failed. Load the page again." });
    render(view as VNode, parent);
  }

  listening?.loaded(snapshot.since);
  if (!hydrating) parent.replaceChildren();
  show(first[0]);
  const loop: Loop = createLoop(module, first, {
    render: expectations?.render ?? show,
    run,
    subscribe: (set) => listening?.sync(set),
    failed,
    // A timer, because frames of hidden tabs never come, and their titles still tell what is new.
    nextFrame: (work) => setTimeout(work, 16),
  });
  loop.start();

  return {
    reloaded(later, { changed }) {
      // A layout that does not ask where it stands is told only of new data. It goes on from where it has heard.
      if (!changed && !module.reloaded) return;
      listening?.loaded(later.since);
      loop.reloaded(startOf(region, later, module));
    },
    receive(key, at, packed) {
      const message = listening?.receive(key, at, packed);
      if (message) tell(() => message[0]);
    },
    reconnected: () => listening?.tell(),
    stop() {
      stopping.abort();
      loop.stop();
      listening?.stop();
      render(null, parent);
    },
  };
}

// After a refused form the HTML does not show the model of `init`. That is rare, so its code comes when it is needed.
async function firstShown(module: BrowserModule, region: Region, snapshot: Snapshot): Promise<Loaded["first"]> {
  const first = firstModel(module, startOf(region, snapshot, module));
  const { refused } = snapshot;
  if (!refused || refused.owner.startsWith("layout:") === (region === "page")) return first;
  const { tellRefusal } = await import("../page/refused_form.ts");
  const told = tellRefusal(module, first, refused, (model, made) => {
    render(module.view(model, reportingSend(made), null) as ComponentChild, document.createElement("div"));
  });
  return told ?? first;
}

function startOf(region: Region, snapshot: Snapshot, { wire }: BrowserModule): Start {
  const { hash, params = null, query = null, data = null } = region === "page" ? snapshot : layoutOf(region, snapshot);
  if (hash !== wire.hash) throw new Error("Data of another build");
  return {
    params: wire.params?.unpack(params) ?? {},
    query: wire.query?.unpack(query) ?? {},
    data: wire.data ? wire.data.unpack(data) : data,
    path: snapshot.href.split("?")[0],
  } as unknown as Start;
}

function layoutOf(region: Region, snapshot: Snapshot): Partial<LayoutSnapshot> {
  return snapshot.layouts.find((layout) => layout.id === region) ?? {};
}
