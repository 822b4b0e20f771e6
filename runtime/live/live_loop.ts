/**
 * The loop of one live page: events by slot and version in, patches out. It knows neither socket nor database; the
 * server gives it the services it needs.
 *
 * @module
 */
import type { Call } from "../page/call.ts";
import type { Start } from "../page/contract.ts";
import type { Effect } from "../page/effect.ts";
import { type DistantHost, pause } from "../page/effect_host.ts";
import { expecting } from "../page/expectations.ts";
import { createLoop, type Loop } from "../page/loop.ts";
import type { LoopModule, View } from "../page/module.ts";
import type { Result } from "../page/result.ts";
import { type Outgoing, type PageEvent, recordingSend } from "../page/send.ts";
import { type RenderOptions, renderToHtml } from "../render/render_html.ts";
import {
  type BrowserSource,
  type Connection,
  type Subscription,
  topicsOf,
  type TopicSubscription,
} from "../page/subscription.ts";
import type { TextEntry } from "../wire/form_tree.ts";
import type { WireEvent } from "../wire/frames.ts";
import type { LiveUpdate, PatchExtras } from "../wire/patch_frame.ts";
import type { FunctionCodecs } from "./browser_asks.ts";
import type { Clock } from "./clock.ts";
import { createListening, type Listening } from "./listening.ts";
import { createOutput } from "./live_output.ts";
import type { LiveView } from "./live_view.ts";
import { createPerformer, isPerformed, type Performer } from "./performer.ts";
import type { Mailbox } from "./schedule.ts";

/** What a live loop asks of the server. */
export interface LiveServices {
  /** Runs an action with a value of the loop, or with the fields of a form. A redirect gives no result. */
  act(call: Call, input: LiveInput, done: (result: Result<unknown> | undefined) => void): void;
  /** Loads the page's data again; it comes back through {@linkcode LiveLoop.reloaded}. */
  reload(): void;
  subscribe(subscriptions: readonly TopicSubscription<unknown>[]): void;
  /** Replaces what the loop listens to in the browser. */
  listen(sources: readonly BrowserSource[]): void;
  /** The codecs of the page; what comes back from the browser is parsed by them. */
  readonly wire: DistantHost["wire"];
  /** Those of the functions of `app/browser.ts`. */
  readonly functions: FunctionCodecs;
  /** Tells the browser what came of one or more messages. */
  send(update: LiveUpdate): void;
  readonly after: Clock["after"];
  /** Where what comes by itself waits for the loop's turn: timers, answers, the end of a frame. */
  readonly mailbox: Pick<Mailbox, "post" | "tell" | "handles">;
  /** Is told of work that goes on by itself. */
  watch(what: string, work: Promise<unknown>): void;
  /** Is told of an event that no page of this browser can have sent. */
  refused(what: RefusedPart): void;
  /** The page's own code threw: the loop has ended. */
  failed(error: unknown): void;
  /** More waits for the browser than is kept: the page begins anew. */
  overflowed(): void;
}

/** What of an event is not so: its slot is not on the page, its version was never drawn, it has another shape. */
export type RefusedPart = "slot" | "version" | "shape";

/** The input of an action called by a live page. */
export type LiveInput =
  | { readonly type: "value"; readonly value: unknown }
  | { readonly type: "fields"; readonly values: readonly TextEntry[] };

/** What a browser has heard, read as what each kind of source gives. */
export interface HeardValue {
  readonly event: PageEvent;
  readonly media: boolean;
  readonly connection: Connection;
}

/** A running live page. Its methods are called when it is the loop's turn. */
export interface LiveLoop {
  /** Takes an event of the browser. Every event is answered by an update with its `ref`, even when nothing changed. */
  act(ref: number, at: { readonly version: number; readonly slot: number }, event: WireEvent): void;
  /** Handles the message that the author's function makes. */
  tell(make: () => unknown): void;
  /** Takes the version that the browser shows. */
  seen(version: number): void;
  /** Takes the browser's answer to a question; one that was not asked is dropped. */
  told(id: number, answer: unknown): void;
  /** Takes an event of a source by its key; one that the model does not name is dropped. */
  heard(key: string, value: HeardValue): void;
  reloaded(start: Start): void;
  /** Draws the model again, for a view that was replaced. Throws what the view throws, and goes on. */
  redraw(): void;
  /** What the view draws of the model from nothing: tests compare it with what the browser was sent. */
  drawn(options: RenderOptions): string;
  stop(): void;
}

/** What {@linkcode startLiveLoop} takes. */
export interface LiveLoopOptions {
  readonly module: LoopModule;
  /** The model that the browser sees, with the effects of `init`, which run now. */
  readonly first: readonly [unknown, readonly Effect<unknown>[]];
  /** The rendering of that model. */
  readonly view: LiveView;
  /** What its view gets as its children, for a layout: the same at each drawing. */
  readonly children?: View;
  readonly services: LiveServices;
  /** Is given the loop before it begins: its first effects may ask the services for something. */
  readonly started?: (loop: LiveLoop) => void;
}

/** One of 60 in a second: nobody sees more. */
const frameMs = 16;

/** Starts the loop of a live page. */
export function startLiveLoop({ module, first, view, children, services, started }: LiveLoopOptions): LiveLoop {
  const { mailbox, failed } = services;
  // Most pages need neither, and there are thousands of them.
  let performer: Performer | undefined;
  let listening: Listening | undefined;

  // Whoever did something sees what came of it with the answer, in the middle of a frame too.
  function answer(ref: number, outcome?: PatchExtras): void {
    endFrame();
    output.flush(ref, outcome);
  }

  function dispatch(message: unknown): void {
    mailbox.handles(message);
    loop.dispatch(message);
  }

  function tell(make: () => unknown): void {
    loop.attempt(() => dispatch(make()));
    output.flush();
  }

  const tellLater = (make: () => unknown) => void mailbox.post(() => tell(make));

  // There is little to gain here, the handler is near; but the same file shows the same things in both modes.
  const expectations = expecting(module, (model) => output.render(model), () => loop);

  function call(to: Call, input: LiveInput, done: (result: Result<unknown> | undefined) => void): void {
    const tell = expectations.expect(
      to.action,
      input.type === "value" ? input.value : Object.fromEntries(input.values),
      done,
    );
    services.act(to, input, (result) =>
      mailbox.post(() => {
        tell(result);
        output.flush();
      }));
  }

  function run(effect: Effect<unknown>): void {
    switch (effect.type) {
      case "call":
        return call(effect.call, { type: "value", value: effect.input }, (result) => {
          if (result) loop.attempt(() => dispatch(effect.toMessage(result)));
        });
      case "reload":
        return services.reload();
      default:
        if (!isPerformed(effect)) return output.effect(effect);
        performer ??= createPerformer({ services, tell: tellLater, effect: output.effect });
        performer.perform(effect);
    }
  }

  function subscribe(set: readonly Subscription<unknown>[]): void {
    services.subscribe(topicsOf(set));
    if (!listening && !set.some((subscription) => "source" in subscription)) return;
    listening ??= createListening(services, tell);
    listening.sync(set);
  }

  function handle(ref: number, outgoing: Outgoing, event: WireEvent): void {
    switch (outgoing.type) {
      case "message":
        return answering(ref, () => dispatch(outgoing.message));
      case "event":
        return answering(ref, () => loop.attempt(() => dispatch(outgoing.toMessage(pageEvent(event)))));
      case "submit":
        // The form stays busy in the browser until its action has been answered.
        call(outgoing.call, { type: "fields", values: event.form }, (result) => {
          if (result) loop.attempt(() => dispatch(outgoing.toMessage(result)));
          answer(ref, result?.ok ? { submitted: true } : {});
        });
        return output.flush();
    }
  }

  let isAnswering = false;
  function answering(ref: number, work: () => void): void {
    isAnswering = true;
    work();
    isAnswering = false;
    answer(ref);
  }

  let endFrame = () => {};
  function nextFrame(work: () => void): void {
    // The answer ends it, in this same turn.
    if (isAnswering) {
      endFrame = () => {
        endFrame = () => {};
        work();
      };
      return;
    }
    const { promise, resolve } = Promise.withResolvers<void>();
    services.watch("a frame", promise);
    const end = () => {
      endFrame = () => {};
      prevent();
      resolve();
      work();
    };
    const prevent = pause(frameMs, () =>
      mailbox.tell(() => {
        // An answer has ended this frame meanwhile.
        if (endFrame !== end) return;
        end();
        output.flush();
      }));
    endFrame = end;
  }

  const output = createOutput({
    module,
    view,
    model: first[0],
    children,
    send: services.send,
    endFrame: () => endFrame(),
    redraw: () => loop.attempt(() => expectations.render(loop.model())),
    overflowed: services.overflowed,
  });
  const loop: Loop = createLoop(module, first, { render: expectations.render, run, subscribe, failed, nextFrame });

  const live: LiveLoop = {
    act(ref, at, event) {
      const outgoing = view.handler(at.version, at.slot);
      output.seen(at.version);
      if (outgoing === "stale") return output.flush(ref, { stale: true });
      if (outgoing) return handle(ref, outgoing, event);
      services.refused("slot");
      output.flush(ref);
    },
    seen(version) {
      if (!output.seen(version)) services.refused("version");
      output.flush();
    },
    tell,
    told: (id, answer) => performer?.told(id, answer),
    heard: (key, value) => listening?.heard(key, value),
    reloaded(start) {
      mailbox.handles({ type: "reloaded" });
      loop.reloaded(start);
      output.flush();
    },
    redraw() {
      expectations.render(loop.model());
      output.flush();
    },
    drawn(options) {
      const shown = module.view(expectations.expected(loop.model()), recordingSend, children);
      return renderToHtml(shown, { ...view.options, ...options });
    },
    stop() {
      loop.stop();
      endFrame();
      performer?.stop();
      listening?.stop();
    },
  };
  started?.(live);
  loop.start();
  output.flush();
  return live;
}

function pageEvent(event: WireEvent): PageEvent {
  return { ...event, form: Object.fromEntries(event.form) };
}
