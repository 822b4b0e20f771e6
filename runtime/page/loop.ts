/**
 * The update loop: one model, messages in order, effects handed to a host. The browser, the live server and the test
 * harness are hosts; the loop itself touches nothing outside.
 *
 * @module
 */
import type { Start } from "./contract.ts";
import type { Effect } from "./effect.ts";
import type { LoopModule } from "./module.ts";
import type { Subscription } from "./subscription.ts";

/** What a loop asks of the side it runs on. */
export interface LoopHost {
  /** Shows a model; called once for a batch of messages. */
  render(model: unknown): void;
  /** Carries out one effect; its message comes back through `dispatch`. */
  run(effect: Effect<unknown>, dispatch: (message: unknown) => void): void;
  /** Takes over the complete set of subscriptions. */
  subscribe(subscriptions: readonly Subscription<unknown>[]): void;
  /** The page's own code threw: the loop has ended. */
  failed(error: unknown): void;
  /** Calls `work` when the frame is over that begins now, or earlier. Without it every model is shown at once. */
  nextFrame?(work: () => void): unknown;
}

/** A running loop. */
export interface Loop {
  model(): unknown;
  /** Subscribes and runs the effects of `init`; call it once. */
  start(): void;
  dispatch(message: unknown): void;
  /** Runs code of the author's for the host, unless the loop has ended; when it throws, the loop has failed. */
  attempt(work: () => void): void;
  /** Gives later data of the same page: the message of `reloaded`, or a new model by `init`. */
  reloaded(start: Start): void;
  /** After this nothing is dispatched, rendered or run any more: late answers fall into the void. */
  stop(): void;
}

/** The first model and effects of a page; a page without `init` has its data as its model. */
export function firstModel(module: LoopModule, start: Start): [unknown, readonly Effect<unknown>[]] {
  return module.init ? module.init(start) : [start.data, []];
}

/**
 * Makes a loop on a model that is shown already.
 *
 * @param first What {@linkcode firstModel} gave for the HTML that the reader sees.
 */
export function createLoop(
  module: LoopModule,
  first: readonly [unknown, readonly Effect<unknown>[]],
  host: LoopHost,
): Loop {
  let [model, initial] = first;
  let running = true;
  let draining = false;
  let shown = model;
  let inFrame = false;
  const queue: unknown[] = [];

  function settle(effects: readonly Effect<unknown>[]): void {
    host.subscribe(module.subscriptions?.(model) ?? []);
    for (const effect of effects) {
      // What is done to an element, or asked of the browser's page, is meant for the page as the model has it.
      if ("selector" in effect || effect.type === "function") show();
      if (running) host.run(effect, dispatch);
    }
  }

  function show(): void {
    if (!running || model === shown) return;
    shown = model;
    host.render(model);
    if (inFrame || !host.nextFrame) return;
    inFrame = true;
    host.nextFrame(() => {
      inFrame = false;
      attempt(show);
    });
  }

  function dispatch(message: unknown): void {
    if (!running) return;
    queue.push(message);
    if (!draining) drain();
  }

  // Messages that arrive while one is being handled wait in the queue. The reader sees the first change at once, and all
  // later ones of the same frame as one.
  function drain(): void {
    draining = true;
    attempt(() => {
      const effects: Effect<unknown>[] = [];
      for (let next = 0; running && next < queue.length; next++) {
        const [changed, asked] = module.update ? module.update(model, queue[next]) : [model, []];
        model = changed;
        effects.push(...asked);
      }
      queue.length = 0;
      if (!inFrame) show();
      if (running) settle(effects);
    });
    draining = false;
    if (running && queue.length > 0) drain();
  }

  function attempt(work: () => void): void {
    if (!running) return;
    try {
      work();
    } catch (error) {
      running = false;
      host.failed(error);
    }
  }

  return {
    model: () => model,
    start() {
      const effects = initial;
      // They may hold much, and a page is shown for long.
      initial = [];
      attempt(() => settle(effects));
    },
    dispatch,
    attempt,
    reloaded: (start) =>
      attempt(() => {
        if (module.reloaded) return dispatch(module.reloaded(start));
        const [fresh, effects] = firstModel(module, start);
        model = fresh;
        show();
        settle(effects);
      }),
    stop() {
      running = false;
    },
  };
}
