/**
 * The engine of loops that run in the browser: Preact in the region's own outlet. Every page's script exports it beside
 * the page's own names, so that both come in one file with the Preact they share.
 *
 * @module
 */
import { type ComponentChild, h, hydrate, render, type VNode } from "preact";
import type { Call } from "../page/call.ts";
import type { Start } from "../page/contract.ts";
import type { BrowserEffect, Effect } from "../page/effect.ts";
import type { expecting } from "../page/expectations.ts";
import { frozenModule } from "../page/frozen_module.ts";
import { createLoop, firstModel, type Loop } from "../page/loop.ts";
import type { Result } from "../page/result.ts";
import { createSend, type Handler, type Outgoing, reportingSend, type Submission } from "../page/send.ts";
import type { Region, WireEvent } from "../wire/frames.ts";
import type { BrowserModule, LayoutSnapshot, Snapshot } from "../wire/snapshot.ts";
import { act, type ActInput } from "./act.ts";
import type { outlet } from "./outlet.ts";
import type { RegionOptions, RunningRegion, Tab } from "./tab.ts";
import type { listen } from "./topics.ts";

/** The script of a page or layout: what its file exports, and what of Rally only such a page needs. */
interface RegionModule extends BrowserModule {
  /** For those with subscriptions. */
  readonly listen?: typeof listen;
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
  let stopped = false;
  let draw: (node: ComponentChild, parent: Element) => void = hydrating ? hydrate : render;

  const { dom } = tab;
  const children = module.outlet?.();
  const listening = module.listen?.({ region, transport: tab.transport, codecs: module.topicCodecs ?? {} });
  const expectations = module.expecting?.(module, show, () => loop);
  const dispatch = (message: unknown) => loop.dispatch(message);
  const send = createSend<unknown>((outgoing) => handler(outgoing));

  function handler(outgoing: Outgoing): Handler {
    // A third-party component calls with what it has to tell in the event's place (`preact_component.ts`).
    const handle = (event: Event, told?: WireEvent) => {
      switch (outgoing.type) {
        case "message":
          return dispatch(outgoing.message);
        case "event": {
          const wire = told ?? dom.wireEvent(event);
          return dispatch(outgoing.toMessage({ ...wire, form: Object.fromEntries(wire.form) }));
        }
        case "submit":
          return submit(outgoing, event as SubmitEvent);
      }
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
      dom.setBusy(form, false);
      if (!result) return;
      loop.attempt(() => dispatch(outgoing.toMessage(result)));
      if (result.ok) dom.empty(form);
    });
  }

  async function call(
    to: Call,
    sent: unknown,
    input: ActInput,
    done: (result: Result<unknown> | undefined) => void,
  ): Promise<void> {
    const tell = expectations?.expect(to.action, sent, done) ?? done;
    const output = module.wire.actions[to.action]?.output;
    tell(await act(tab, to, input, { output, own: (places) => listening?.own(places) }));
  }

  function show(model: unknown): void {
    draw(module.view(model, send, children) as ComponentChild, parent);
    draw = render;
    if (module.head) tab.applyHead(region, module.head(model));
  }

  function run(effect: Effect<unknown>): void {
    switch (effect.type) {
      case "call": {
        const packed = module.wire.actions[effect.call.action]?.input.pack(effect.input) ?? null;
        return void call(effect.call, effect.input, ["call", packed], (result) => {
          if (result) loop.attempt(() => dispatch(effect.toMessage(result)));
        });
      }
      case "after":
        return void setTimeout(() => dispatch(effect.message), effect.ms);
      case "task":
        return void effect.run().then(dispatch, failed);
      case "reload":
        return void tab.reload();
      default:
        return tab.run(effect satisfies BrowserEffect);
    }
  }

  function failed(error: unknown): void {
    console.error(error);
    // A page that was left has no outlet any more: another one stands there.
    if (stopped) return;
    const view = module.errorView?.({ traceId: "browser" }) ??
      h("p", { role: "alert" }, "This part of the page has failed. Load the page again.");
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
  });
  loop.start();

  return {
    reloaded(later, { changed }) {
      listening?.loaded(later.since);
      // A layout that does not ask where it stands is told only of new data.
      if (!changed && !module.reloaded) return;
      loop.reloaded(startOf(region, later, module));
    },
    receive(key, at, packed) {
      const message = listening?.receive(key, at, packed);
      if (message) dispatch(message[0]);
    },
    reconnected: () => listening?.tell(),
    stop() {
      stopped = true;
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
  const { params = null, query = null, data = null } = region === "page" ? snapshot : layoutOf(region, snapshot);
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
