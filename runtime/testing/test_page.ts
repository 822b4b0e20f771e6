/**
 * Drives one page without a server or a browser: messages in, model, HTML and recorded effects out.
 *
 * @module
 */
import type { Start } from "../page/contract.ts";
import type { Effect } from "../page/effect.ts";
import { frozenModule } from "../page/frozen_module.ts";
import { firstModel, startLoop } from "../page/loop.ts";
import type { LoopModule } from "../page/module.ts";
import type { Result } from "../page/result.ts";
import { recordingSend } from "../page/send.ts";
import type { Subscription, TopicAddress } from "../page/subscription.ts";
import { renderToHtml } from "../render/render_html.ts";

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
  /** Every effect that was asked for, in order. None of them is carried out. */
  readonly effects: readonly Effect<Msg>[];
  /** The topics that the page listens to now. */
  readonly topics: readonly string[];
  html(): string;
  send(message: Msg): void;
  /** Answers the oldest call that waits, as the server would. */
  answer(result: Result<unknown>): void;
  /** Sends an event to the page, if it listens to the topic. */
  publish<Event>(address: TopicAddress<Event>, event: Event): void;
  /** Gives later data of the same page. */
  reload(start: TestStart): void;
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
  let answered = 0;
  let subscriptions: readonly Subscription<unknown>[] = [];
  const loop = startLoop(loopModule, firstModel(loopModule, startOf(start)), {
    render: () => {},
    run: (effect) => void effects.push(effect as Effect<Msg>),
    subscribe: (set) => void (subscriptions = set),
    failed(error) {
      throw error;
    },
  });

  return {
    get model() {
      return loop.model as Model;
    },
    effects,
    get topics() {
      return subscriptions.map(({ address }) => address.key);
    },
    html: () => renderToHtml(loopModule.view(loop.model, recordingSend)),
    send: (message) => loop.dispatch(message),
    answer(result) {
      const calls = effects.filter((effect) => effect.type === "call");
      const call = calls[answered];
      if (!call) throw new TypeError(`Cannot answer: the page has made ${calls.length} calls, all answered`);
      answered += 1;
      loop.dispatch(call.toMessage(result));
    },
    publish({ key }, event) {
      const subscription = subscriptions.find(({ address }) => address.key === key);
      if (subscription) loop.dispatch(subscription.toMessage(event));
    },
    reload: (later) => loop.reloaded(startOf(later)),
  };
}

function startOf({ data, params = {}, query = {}, path = "/" }: TestStart): Start {
  return { data, params, query, path } as unknown as Start;
}
