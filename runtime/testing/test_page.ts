/**
 * Drives one page without a server or a browser: messages in, model, HTML and recorded effects out.
 *
 * @module
 */
import type { Start } from "../page/contract.ts";
import type { Effect } from "../page/effect.ts";
import { expecting } from "../page/expectations.ts";
import { frozenModule } from "../page/frozen_module.ts";
import { createLoop, firstModel, type Loop } from "../page/loop.ts";
import type { LoopModule } from "../page/module.ts";
import type { Result } from "../page/result.ts";
import { type Outgoing, type PageEvent, recordingSend } from "../page/send.ts";
import { sourceKey } from "../page/sources.ts";
import {
  type Source,
  type SourceSubscription,
  type Subscription,
  type TopicAddress,
  topicsOf,
} from "../page/subscription.ts";
import { renderToHtml } from "../render/render_html.ts";
import type { WireEvent } from "../wire/frames.ts";
import type { PurePage } from "./pure_page.ts";
import type { PagePart } from "./visited_page.ts";

/** What a test gives a page to start from; whatever the page does not declare may be left out. */
export interface TestStart {
  readonly data?: unknown;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  /** @default {"/"} */
  readonly path?: string;
}

/** A page under test. */
export interface TestPage<Model, Msg> {
  readonly model: Model;
  /** What the reader sees: the model with everything that is expected of the calls that wait. */
  readonly shown: Model;
  /** Every effect that was asked for, in order. None of them is carried out. */
  readonly effects: readonly Effect<Msg>[];
  /** The topics that the page listens to now. */
  readonly topics: readonly string[];
  /** The clocks, windows, documents and media queries that it listens to now. */
  readonly sources: readonly Source[];
  html(): string;
  send(message: Msg): void;
  /**
   * Answers a call that waits, as the server or the function of `app/browser.ts` would.
   *
   * @param at Which of them: `0` is the oldest. Answers may overtake each other.
   */
  answer(result: Result<unknown>, at?: number): void;
  /** Answers the oldest question for a stored value that waits; `undefined` when the browser keeps none. */
  restore(value: unknown): void;
  /**
   * Something happens where the page listens: `page.hear(every(1000, "ticked"))`.
   *
   * @param subscription Any subscription to the same source; its message is not used.
   * @param value What happened: an event, or whether a media query matches.
   */
  hear(subscription: SourceSubscription<unknown>, value?: Partial<PageEvent> | boolean): void;
  /** Sends an event to the page, if it listens to the topic. */
  publish<Event>(address: TopicAddress<Event>, event: Event): void;
  /** Gives later data of the same page. */
  reload(start: TestStart): void;
  /**
   * Shows the page in a document: the steps by role and label that a page of `testApp` has. A link that is followed is
   * recorded as the effect `navigate`.
   *
   * @param answer Answers each call in the server's place; what it gives `undefined` for waits for `page.answer`.
   */
  visit(answer?: (action: string, input: unknown) => Result<unknown> | undefined): Promise<PagePart>;
}

/** The exports of a page file that a test needs, with the author's own types. */
export interface TestModule<Model, Msg> {
  // deno-lint-ignore no-explicit-any -- `Start` of the page's own contract; a test gives it as plain values
  init?(start: any): [Model, readonly Effect<Msg>[]];
  update?(model: Model, message: Msg): [Model, readonly Effect<Msg>[]];
  // deno-lint-ignore no-explicit-any -- `Send<Msg>`; its variance would hide the page's message type
  view(model: Model, send: any): unknown;
  // deno-lint-ignore no-explicit-any -- as `init`
  reloaded?(start: any): Msg;
  subscriptions?(model: Model): readonly Subscription<Msg>[];
  // deno-lint-ignore no-explicit-any -- `Expected` of the page's own contract
  readonly expected?: Readonly<Record<string, any>>;
}

/**
 * Starts a page for a test.
 *
 * @throws {Error} What the page itself throws.
 * @example
 * ```ts
 * import { after, type Effect, none, type Send } from "@rally/rally";
 * import { testPage } from "@rally/rally/testing";
 * import { strictEqual } from "node:assert";
 *
 * const counter = {
 *   init: (): [number, Effect<"up">[]] => [0, none],
 *   update: (model: number, _msg: "up"): [number, Effect<"up">[]] => [model + 1, [after(1000, "up")]],
 *   view: (model: number, _send: Send<"up">) => `Count: ${model}`,
 * };
 *
 * const page = testPage(counter);
 * page.send("up");
 * strictEqual(page.html(), "Count: 1");
 * strictEqual(page.effects[0]?.type, "after");
 * ```
 */
export function testPage<Model, Msg>(module: TestModule<Model, Msg>, start: TestStart = {}): TestPage<Model, Msg> {
  const loopModule = frozenModule(module as unknown as LoopModule, "the page under test");
  const effects: Effect<Msg>[] = [];
  const waiting: ((result: Result<unknown>) => void)[] = [];
  let calls = 0;
  let restored = 0;
  let subscriptions: readonly Subscription<unknown>[] = [];
  const first = firstModel(loopModule, startOf(start));
  let shown = first[0];
  let answerNow: Parameters<TestPage<Model, Msg>["visit"]>[0];
  let visited: PurePage | undefined;
  const { render, expect } = expecting(loopModule, show, () => loop);
  const draw = () => loopModule.view(shown, recordingSend);

  function show(model: unknown): void {
    shown = model;
    visited?.redraw();
  }

  function run(effect: Effect<unknown>): void {
    effects.push(effect as Effect<Msg>);
    if (effect.type !== "call" && effect.type !== "function") return;
    calls += 1;
    const tell = (result: Result<unknown>) => loop.attempt(() => loop.dispatch(effect.toMessage(result)));
    if (effect.type === "function") return void waiting.push(tell);
    const told = expect(effect.call.action, effect.input, tell);
    const answered = answerNow?.(effect.call.action, effect.input);
    if (answered) told(answered);
    else waiting.push(told);
  }

  function handle(outgoing: Outgoing, event: WireEvent): void {
    const form = Object.fromEntries(event.form);
    switch (outgoing.type) {
      case "message":
        return loop.dispatch(outgoing.message);
      case "event":
        return loop.attempt(() => loop.dispatch(outgoing.toMessage({ ...event, form })));
      case "submit":
        return run({ type: "call", call: outgoing.call, input: form, toMessage: outgoing.toMessage });
    }
  }

  const loop: Loop = createLoop(loopModule, first, {
    render,
    run,
    subscribe: (set) => void (subscriptions = set),
    failed(error) {
      throw error;
    },
  });
  loop.start();

  return {
    get model() {
      return loop.model() as Model;
    },
    get shown() {
      return shown as Model;
    },
    effects,
    get topics() {
      return topicsOf(subscriptions).map(({ address }) => address.key);
    },
    html: () => renderToHtml(draw()),
    send: (message) => loop.dispatch(message),
    get sources() {
      return subscriptions.flatMap((subscription) => "source" in subscription ? [subscription.source] : []);
    },
    answer(result, at = 0) {
      const [tell] = waiting.splice(at, 1);
      if (tell) return tell(result);
      throw new TypeError(
        waiting.length === 0
          ? `Cannot answer: the page has made ${calls} calls, all answered`
          : `Cannot answer call ${at}: ${waiting.length} calls wait, the oldest is 0`,
      );
    },
    restore(value) {
      const reads = effects.filter((effect) => effect.type === "read");
      const read = reads[restored];
      if (!read) throw new TypeError(`Cannot restore: the page has asked ${reads.length} times, all answered`);
      restored += 1;
      loop.dispatch(read.toMessage(value));
    },
    hear({ source }, value = {}) {
      const key = sourceKey(source);
      const happened = typeof value === "boolean" ? value : { ...noEvent, ...value };
      for (const subscription of subscriptions) {
        if ("source" in subscription && sourceKey(subscription.source) === key) {
          loop.dispatch(subscription.toMessage(happened));
        }
      }
    },
    publish({ key }, event) {
      const subscription = topicsOf(subscriptions).find(({ address }) => address.key === key);
      if (subscription) loop.dispatch(subscription.toMessage(event));
    },
    reload: (later) => loop.reloaded(startOf(later)),
    async visit(answer) {
      // The light DOM takes a tenth of a second to load: tests of functions go without.
      const { showPage } = await import("./pure_page.ts");
      answerNow = answer;
      visited = showPage({
        path: start.path ?? "/",
        draw,
        handle,
        navigate: (href) => void effects.push({ type: "navigate", href, replace: false }),
      });
      return visited.page;
    },
  };
}

const noEvent: PageEvent = { type: "", value: "", checked: false, key: "", form: {} };

function startOf({ data, params = {}, query = {}, path = "/" }: TestStart): Start {
  return { data, params, query, path } as unknown as Start;
}
