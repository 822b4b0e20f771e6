/**
 * A loop of client mode in a test: what `client/client_engine.ts` is in a browser. The page's own module runs here, its
 * view is drawn by the patcher that also draws live pages.
 *
 * @module
 */
import { act, type ActInput } from "../client/act.ts";
import { createPatcher, type Patcher } from "../client/live/patcher.ts";
import { listen } from "../client/topics.ts";
import { LiveView } from "../live/live_view.ts";
import type { Call } from "../page/call.ts";
import type { Start } from "../page/contract.ts";
import type { BrowserEffect, Effect } from "../page/effect.ts";
import type { BrowserQuestion, DistantHost } from "../page/effect_host.ts";
import { expecting } from "../page/expectations.ts";
import { createLoop, firstModel, type Loop } from "../page/loop.ts";
import type { LoopModule } from "../page/module.ts";
import { tellRefusal } from "../page/refused_form.ts";
import type { Result } from "../page/result.ts";
import { type Outgoing, recordingSend, reportingSend, type Submission } from "../page/send.ts";
import { createSources, type Sources, startEvery } from "../page/sources.ts";
import { renderToHtml } from "../render/render_html.ts";
import { rawNode } from "../render/tree.ts";
import type { PartEntry } from "../server/app_table.ts";
import type { Snapshot } from "../wire/snapshot.ts";
import { answer, startSource } from "./browser_half.ts";
import { comparedOptions, requireShown } from "./drawn_page.ts";
import { emptyForm, formFields, type Region, type RegionStart, type RegionTab, wireEvent } from "./region.ts";
import { inWindow } from "./test_window.ts";

/** Starts the loop and draws its first view into the outlet. */
export function startClientRegion(tab: RegionTab, { region, entry, outlet, snapshot, hydrate }: RegionStart): Region {
  const { window, work } = tab;
  const module = entry.module as LoopModule;
  const { actions } = entry.wire;
  const codecs = Object.fromEntries(tab.table.topics.map(({ topic, codec }) => [topic.pattern, { codec }]));
  const listening = listen({ region, transport: tab.transport, codecs, sources });
  const children = region === "page" ? undefined : rawNode('<rally-outlet style="display:contents"></rally-outlet>');
  const tellMade = (make: () => unknown) => loop.attempt(() => loop.dispatch(make()));
  const stopping = new AbortController();
  const host: DistantHost = {
    signal: stopping.signal,
    after: tab.clock.after,
    watch: work.watch,
    tell: tellMade,
    failed,
    browser,
    wire: entry.wire,
  };
  const draw = (model: unknown) => module.view(model, recordingSend, children);

  const first = firstShown(module, entry, region, snapshot);
  const shown = new LiveView(draw(first[0]), { documentUrl: snapshot.href });
  // The model that the page was last found to show.
  let checked: unknown;
  let ended = false;
  if (!hydrate) outlet.replaceChildren();
  // What stands inside a layout that is taken over is another loop's: it stays as it is.
  const patcher: Patcher = inWindow(
    window,
    () =>
      createPatcher(outlet, { shape: shown.content(), templates: shown.templates() }, {
        isNew: true,
        emit,
        known: new Map(),
      }),
  );

  function emit(slot: number, version: number, event: Event): void {
    const outgoing = shown.handler(version, slot);
    if (outgoing && outgoing !== "stale") handle(outgoing, event);
  }

  // Nothing is held back, and every question is answered with yes.
  function handle(outgoing: Outgoing, event: Event): void {
    if (outgoing.options?.preventDefault) event.preventDefault();
    switch (outgoing.type) {
      case "message":
        return loop.dispatch(outgoing.message);
      case "event": {
        const wire = wireEvent(window, event);
        const values = { ...wire, form: Object.fromEntries(wire.form) };
        return loop.attempt(() => loop.dispatch(outgoing.toMessage(values)));
      }
      case "submit": {
        // Left to the tab: the answer of a form over `post` is a document.
        if (outgoing.call.over === "post") return;
        event.preventDefault();
        const form = event.currentTarget as HTMLFormElement;
        const fields = formFields(window, form, (event as SubmitEvent).submitter);
        return call(outgoing.call, Object.fromEntries(fields), ["form", fields], (result) => {
          tell(outgoing, result);
          if (result?.ok) emptyForm(form);
        });
      }
    }
  }

  function tell(asked: Pick<Submission, "toMessage">, result: Result<unknown> | undefined): void {
    if (result) loop.attempt(() => loop.dispatch(asked.toMessage(result)));
  }

  function call(to: Call, sent: unknown, input: ActInput, done: (result: Result<unknown> | undefined) => void): void {
    const answer = expect(to.action, sent, done);
    const codecs = actions[to.action];
    const answered = act(tab, to, input, { codecs, signal: host.signal, own: (places) => listening.own(places) });
    tab.watchAnswer(`action ${to.action}`, answered.then(answer));
  }

  function show(model: unknown): void {
    const patch = shown.update(draw(model));
    if (patch !== undefined) inWindow(window, () => patcher.apply(patch));
    if (module.head) tab.applyHead(region, module.head(model));
  }

  function run(effect: Effect<unknown>): void {
    switch (effect.type) {
      case "call": {
        const packed = actions[effect.call.action]?.input.pack(effect.input) ?? null;
        return call(effect.call, effect.input, ["call", packed], (result) => tell(effect, result));
      }
      case "reload":
        return tab.reload();
      default:
        if (effect["~rally"]) effect["~rally"](effect as never, host);
        else tab.run(effect as BrowserEffect);
    }
  }

  function browser(asked: BrowserEffect | BrowserQuestion): unknown {
    if (asked.type !== "read" && asked.type !== "function") return tab.run(asked);
    const answered = answer(tab, asked);
    work.watch(`a question to the browser`, answered);
    return answered;
  }

  function sources(): Promise<Sources> {
    return Promise.resolve(createSources({
      start: (source, heard) =>
        source.type === "every"
          ? startEvery(source.ms, () => heard(undefined), tab.clock.after)
          : startSource(tab, source, heard),
      tell: tellMade,
    }));
  }

  function failed(error: unknown): void {
    ended = true;
    work.fail(new Error(`The page "${entry.file}" has failed`, { cause: error }));
  }

  const { expected, render, expect } = expecting(module, show, () => loop);
  if (module.head) tab.applyHead(region, module.head(first[0]));
  listening.loaded(snapshot.since);
  const loop: Loop = createLoop(module, first, {
    render,
    run,
    subscribe: (set) => inWindow(window, () => listening.sync(set)),
    failed,
  });
  loop.start();

  return {
    reloaded(later, { changed }) {
      // A layout that does not ask where it stands is told only of new data. It goes on from where it has heard.
      if (!changed && !module.reloaded) return;
      listening.loaded(later.since);
      loop.reloaded(startOf(entry, region, later));
    },
    receive(key, at, packed) {
      const message = listening.receive(key, at, packed);
      if (message) loop.dispatch(message[0]);
    },
    frame: () => {},
    reconnected: () => inWindow(window, listening.tell),
    check() {
      const model = expected(loop.model());
      if (model === checked || ended) return;
      const drawn = renderToHtml(draw(model), { ...shown.options, ...comparedOptions });
      requireShown(window, outlet, drawn, `What "${entry.file}" shows`);
      checked = model;
    },
    stop() {
      loop.stop();
      stopping.abort();
      listening.stop();
      patcher.dispose();
    },
  };
}

function firstShown(module: LoopModule, entry: PartEntry, region: string, snapshot: Snapshot) {
  const first = firstModel(module, startOf(entry, region, snapshot));
  const { refused } = snapshot;
  if (!refused || refused.owner.startsWith("layout:") === (region === "page")) return first;
  const told = tellRefusal(module, first, refused, (model, made) => {
    renderToHtml(module.view(model, reportingSend(made), null));
  });
  return told ?? first;
}

function startOf({ wire }: PartEntry, region: string, snapshot: Snapshot): Start {
  const own = region === "page" ? snapshot : snapshot.layouts.find(({ id }) => id === region);
  const { params = null, query = null, data = null } = own ?? {};
  return {
    params: wire.params?.unpack(params) ?? {},
    query: wire.query?.unpack(query) ?? {},
    data: wire.data ? wire.data.unpack(data) : data,
    path: snapshot.href.split("?")[0],
  } as unknown as Start;
}
