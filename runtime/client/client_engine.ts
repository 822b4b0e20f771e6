/**
 * The engine of loops that run in the browser: Preact in the region's own outlet. Loaded only where a page or layout
 * is in client mode.
 *
 * @module
 */
import { Component, type ComponentChild, h, hydrate, render, type VNode } from "preact";
import type { Call } from "../page/call.ts";
import type { Start } from "../page/contract.ts";
import type { BrowserEffect, Effect } from "../page/effect.ts";
import { firstModel, type Loop, startLoop } from "../page/loop.ts";
import type { Result } from "../page/result.ts";
import { createSend, type Handler, type Outgoing, type Submission } from "../page/send.ts";
import type { Subscription } from "../page/subscription.ts";
import type { Region } from "../wire/frames.ts";
import type { BrowserModule, Snapshot } from "../wire/snapshot.ts";
import { empty, isLocked, postHere, setBusy } from "./form_submit.ts";
import { formFields, pageEvent } from "./page_event.ts";
import type { ActInput, RegionOptions, RunningRegion, Tab } from "./tab.ts";

/** Loads the script of a page or layout; the loop starts when the function that it gives is called. */
export async function prepareRegion(tab: Tab, options: RegionOptions): Promise<() => RunningRegion> {
  const { region, snapshot } = options;
  const module: BrowserModule = await import(snapshot.scripts[partOf(region, snapshot)] ?? "");
  const first = await firstShown(module, region, snapshot);
  return () => startRegion(tab, options, { module, first });
}

/** The exports of a page with the model that its HTML shows. */
interface Loaded {
  readonly module: BrowserModule;
  readonly first: ReturnType<typeof firstModel>;
}

function startRegion(
  tab: Tab,
  { region, outlet, snapshot, hydrate: hydrating }: RegionOptions,
  { module, first }: Loaded,
): RunningRegion {
  let subscriptions: readonly Subscription<unknown>[] = [];
  let stopped = false;
  let draw: (node: ComponentChild, parent: Element) => void = hydrating ? hydrate : render;

  const children = region === "page" ? undefined : h(Outlet, null);
  const dispatch = (message: unknown) => loop.dispatch(message);
  const send = createSend<unknown>((outgoing) => handler(outgoing));

  function handler(outgoing: Outgoing): Handler {
    const handle = (event: Event) => {
      switch (outgoing.type) {
        case "message":
          return dispatch(outgoing.message);
        case "event":
          return dispatch(outgoing.toMessage(pageEvent(event)));
        case "submit":
          return submit(outgoing, event as SubmitEvent);
      }
    };
    return Object.assign(handle, { "~rally": outgoing });
  }

  // An action over `post` is left to the browser: its answer may set a cookie, and comes as a document.
  function submit(outgoing: Submission, event: SubmitEvent): void {
    const form = event.currentTarget as HTMLFormElement;
    if (outgoing.call.over === "post") return postHere(form);
    event.preventDefault();
    if (isLocked(form)) return;
    setBusy(form, true);
    act(outgoing.call, { fields: formFields(form, event.submitter) }, (result) => {
      setBusy(form, false);
      if (!result) return;
      loop.dispatchMade(() => outgoing.toMessage(result));
      if (result.ok) empty(form);
    });
  }

  async function act(
    call: Call,
    input: ActInput,
    done: (result: Result<unknown> | undefined) => void,
  ): Promise<void> {
    done(await tab.act(region, call, input, module.wire.actions[call.action]?.output));
  }

  function show(model: unknown): void {
    draw(module.view(model, send, children) as ComponentChild, outlet);
    draw = render;
    if (module.head) tab.applyHead(region, module.head(model));
  }

  function run(effect: Effect<unknown>): void {
    switch (effect.type) {
      case "call": {
        const packed = module.wire.actions[effect.call.action]?.input.pack(effect.input) ?? null;
        return void act(effect.call, { packed }, (result) => {
          if (result) loop.dispatchMade(() => effect.toMessage(result));
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

  function subscribe(set: readonly Subscription<unknown>[]): void {
    subscriptions = set;
    tab.topics.sync(region, set.map(({ address }) => address.key));
  }

  function failed(error: unknown): void {
    console.error(error);
    // A page that was left has no outlet any more: another one stands there.
    if (stopped) return;
    const view = module.errorView?.({ traceId: "browser" }) ??
      h("p", { role: "alert" }, "This part of the page has failed. Load the page again.");
    render(view as VNode, outlet);
  }

  tab.topics.loaded(region, snapshot.since);
  if (!hydrating) outlet.replaceChildren();
  show(first[0]);
  const loop: Loop = startLoop(module, first, { render: show, run, subscribe, failed });

  return {
    reloaded(later) {
      tab.topics.loaded(region, later.since);
      loop.reloaded(startOf(region, later, module));
    },
    receive(key, packed) {
      const subscription = subscriptions.find(({ address }) => address.key === key);
      const codec = subscription && module.topicCodecs?.[subscription.address.topic];
      if (codec) dispatch(subscription.toMessage(codec.unpack(packed)));
    },
    stop() {
      stopped = true;
      loop.stop();
      render(null, outlet);
    },
  };
}

// After a refused form the HTML does not show the model of `init`. That is rare, so its code comes when it is needed.
async function firstShown(module: BrowserModule, region: Region, snapshot: Snapshot): Promise<Loaded["first"]> {
  const first = firstModel(module, startOf(region, snapshot, module));
  const { refused } = snapshot;
  if (!refused || refused.owner.startsWith("layout:") === (region === "page")) return first;
  const { tellRefusal } = await import("../page/refused_form.ts");
  const draw = (view: unknown) => render(view as ComponentChild, document.createElement("div"));
  return tellRefusal(module, first, refused, draw) ?? first;
}

function partOf(region: Region, snapshot: Snapshot): string {
  return region === "page" ? snapshot.page : region;
}

function startOf(region: Region, snapshot: Snapshot, { wire }: BrowserModule): Start {
  const own = region === "page" ? snapshot : { params: null, query: null, data: dataOf(region, snapshot) };
  return {
    params: wire.params?.unpack(own.params) ?? {},
    query: wire.query?.unpack(own.query) ?? {},
    data: wire.data ? wire.data.unpack(own.data) : own.data,
    path: snapshot.href.split("?")[0],
  } as unknown as Start;
}

function dataOf(region: Region, snapshot: Snapshot) {
  return snapshot.layouts.find((layout) => layout.id === region)?.data ?? null;
}

/**
 * What stands inside a layout: another loop's outlet. Preact hydrates over it without looking in, because it has its
 * own HTML (which hydration does not touch), and never draws it again.
 */
class Outlet extends Component {
  override shouldComponentUpdate(): boolean {
    return false;
  }
  override render(): ComponentChild {
    return h("rally-outlet", { style: "display:contents", dangerouslySetInnerHTML: { __html: "" } });
  }
}
