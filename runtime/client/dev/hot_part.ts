/**
 * A page or layout whose code can be replaced while it runs. The loop gets functions that call the code of the moment;
 * its model is a box around the author's, so that a page is drawn again when only its code has changed.
 *
 * @module
 */
import type { ComponentChildren } from "preact";
import type { Start } from "../../page/contract.ts";
import type { Effect } from "../../page/effect.ts";
import type { ExpectedChanges } from "../../page/expectations.ts";
import { frozenModule } from "../../page/frozen_module.ts";
import type { Send } from "../../page/send.ts";
import type { Subscription } from "../../page/subscription.ts";
import type { BrowserModule } from "../../wire/snapshot.ts";
import { Command, guardEffects, guardSubscriptions } from "./guards.ts";
import { createHistory, type History } from "./history.ts";
import * as jsxRuntime from "./jsx_runtime.ts";
import { requireHandlers } from "./raw_handlers.ts";
import { shared } from "./shared.ts";
import { noteAnswers, noteEvents, noteForms } from "./wire/noted_messages.ts";

/** Which part it is. */
export interface PartInfo {
  readonly id: string;
  readonly file: string;
  readonly kind: "page" | "layout";
}

/** A part as the overlay and the panel see it. */
export interface RunningPart {
  readonly info: PartInfo;
  readonly history: History;
  /** Goes on with other code and the same model; `risky` code that cannot show the model makes the part start anew. */
  replace(module: BrowserModule, verdict: "fine" | "risky"): void;
  /** Draws the model of the moment, or that of the history which was chosen. */
  redraw(): void;
  /** Goes on from another model. Effects are not run. */
  goOnFrom(model: unknown): void;
  /** What `update` makes of a model and a message, without effects. */
  step(model: unknown, message: unknown): unknown;
}

/** The model of the loop: another object whenever something is to be drawn. */
interface Box {
  readonly model: unknown;
}

shared.modules["preact/jsx-runtime"] = jsxRuntime;

type Assign = (exports: BrowserModule) => void;

/**
 * Wraps the exports of a part.
 *
 * @param assign Takes the wrapped exports again after each replacement: an optional one may have come or gone.
 */
export function hotPart(info: PartInfo, module: BrowserModule, assign: Assign): BrowserModule {
  const part = createPart(info, module, assign);
  shared.parts.set(info.id, part);
  shared.loaded(part);
  return part.exports();
}

function createPart(info: PartInfo, first: BrowserModule, assign: Assign): RunningPart & { exports(): BrowserModule } {
  // Under the box, so that what goes wrong is told with its file and its remedy.
  let module = frozenModule(first, info.file);
  let start: Start | undefined;
  let dispatch: (message: unknown) => void = () => {};
  let trial = false;
  let lastMessage: unknown;
  let lastTree: unknown = null;
  let lastSubscriptions: readonly Subscription<unknown>[] = [];
  const history = createHistory();

  const failed = (name: string, error: unknown, cause?: unknown) =>
    shared.failed({ error, title: `${name} of ${info.file}`, cause });

  function init(given: Start): [Box, readonly Effect<unknown>[]] {
    start = given;
    try {
      const [model, effects] = module.init ? module.init(given) : [given.data, []];
      history.begin(model);
      shared.changed();
      return [{ model }, guardEffects(noteAnswers(effects), failed)];
    } catch (error) {
      failed("init", error);
      throw error;
    }
  }

  function update(box: Box, message: unknown): [Box, readonly Effect<unknown>[]] {
    if (message instanceof Command) return command(box, message);
    lastMessage = message;
    try {
      const [model, effects] = module.update ? module.update(box.model, message) : [box.model, []];
      history.add({ message, model, effects: effects.map(({ type }) => type) });
      shared.changed();
      return [model === box.model ? box : { model }, guardEffects(noteAnswers(effects), failed, message)];
    } catch (error) {
      failed("update", error, message);
      return [box, []];
    }
  }

  function command(box: Box, { type, model }: Command): [Box, readonly Effect<unknown>[]] {
    switch (type) {
      case "nothing":
        return [box, []];
      case "redraw":
        return [{ ...box }, []];
      case "model":
        return [{ model }, []];
      case "restart":
        return start ? init(start) : [box, []];
    }
  }

  function view(box: Box, send: Send<unknown>, children: unknown): unknown {
    // A recording `send` (of a refused form) makes no functions: the loop itself comes after it.
    if (typeof send(Command.nothing) === "function") {
      dispatch = (message) => (send(message) as unknown as () => void)();
    }
    try {
      const tree = module.view(history.shown() ?? box.model, noteForms(send), children);
      requireHandlers(tree as ComponentChildren);
      lastTree = tree;
    } catch (error) {
      viewFailed(error);
    }
    // Preact draws it, with its components, before anything else is drawn.
    shared.drawingFailed = viewFailed;
    return lastTree;
  }

  function viewFailed(error: unknown): void {
    if (!trial) return failed("view", error, lastMessage);
    trial = false;
    shared.anew(part, error);
    dispatch(Command.restart);
  }

  function subscriptions(box: Box): readonly Subscription<unknown>[] {
    try {
      lastSubscriptions = guardSubscriptions(noteEvents(module.subscriptions?.(box.model) ?? []), failed);
    } catch (error) {
      failed("subscriptions", error, lastMessage);
    }
    return lastSubscriptions;
  }

  function head({ model }: Box): ReturnType<NonNullable<BrowserModule["head"]>> {
    try {
      return module.head?.(history.shown() ?? model) ?? {};
    } catch (error) {
      failed("head", error, lastMessage);
      return {};
    }
  }

  function reloaded(given: Start): unknown {
    start = given;
    try {
      const message = module.reloaded?.(given);
      shared.became("loaded", message);
      return message;
    } catch (error) {
      failed("reloaded", error);
      return Command.nothing;
    }
  }

  /** For the actions that something is expected of when the page is loaded, by the code of the moment. */
  function expected(): ExpectedChanges {
    const names = Object.keys(module.expected ?? {});
    return Object.fromEntries(names.map((name) => [name, (box, input) => expect(name, box as Box, input)]));
  }

  function expect(name: string, box: Box, input: unknown): Box {
    try {
      const change = module.expected?.[name];
      return change ? { model: change(box.model, input) } : box;
    } catch (error) {
      failed(`expected.${name}`, error, input);
      return box;
    }
  }

  const part = {
    info,
    history,
    exports(): BrowserModule {
      return {
        init,
        update: update as BrowserModule["update"],
        view: view as BrowserModule["view"],
        reloaded: module.reloaded && reloaded,
        subscriptions: module.subscriptions && subscriptions as BrowserModule["subscriptions"],
        expected: expected(),
        head: module.head && head as BrowserModule["head"],
        errorView: module.errorView,
        wire: module.wire,
        topicCodecs: module.topicCodecs,
      };
    },
    replace(next: BrowserModule, verdict: "fine" | "risky"): void {
      module = frozenModule(next, info.file);
      assign(part.exports());
      trial = verdict === "risky";
      part.redraw();
      trial = false;
    },
    redraw: () => dispatch(Command.redraw),
    goOnFrom: (model: unknown) => dispatch(new Command("model", model)),
    step: (model: unknown, message: unknown) => module.update ? module.update(model, message)[0] : model,
  };
  return part;
}
