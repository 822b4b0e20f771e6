/**
 * Carries out the effects of a live page that bring their own code, with the browser at the other end of the wire.
 *
 * @module
 */
import type { BrowserEffect, Effect, Performed } from "../page/effect.ts";
import type { BrowserQuestion, DistantHost } from "../page/effect_host.ts";
import type { SentEffect } from "../wire/frames.ts";
import { createBrowserAsks } from "./browser_asks.ts";
import type { LiveServices } from "./live_loop.ts";

/** Carries out the effects of one live page. */
export interface Performer {
  perform(effect: PerformedEffect): void;
  /** Takes the browser's answer to a question; one that was not asked is dropped. */
  told(id: number, answer: unknown): void;
  /** Ends what is under way. */
  stop(): void;
}

/** An effect that brings the code that runs it. */
export type PerformedEffect = Effect<unknown> & Required<Performed<never>>;

/** What {@linkcode createPerformer} takes. */
export interface PerformerOptions {
  readonly services: LiveServices;
  readonly tell: DistantHost["tell"];
  /** Has the browser do something. */
  effect(effect: SentEffect): void;
}

/** Starts with nothing under way. */
export function createPerformer({ services, tell, effect }: PerformerOptions): Performer {
  const { failed, wire, watch, after } = services;
  const asks = createBrowserAsks(services.functions);
  const stopping = new AbortController();

  function browser(asked: BrowserEffect | BrowserQuestion): unknown {
    if (asked.type !== "read" && asked.type !== "function") return effect(asked);
    const question = asks.ask(asked);
    effect(question.effect);
    return question.answer;
  }

  const host: DistantHost = { signal: stopping.signal, after, watch, tell, failed, browser, wire };
  return {
    perform: (performed) => performed["~rally"](performed as never, host),
    told: asks.told,
    stop: () => stopping.abort(),
  };
}

/** Whether an effect brings the code that runs it; what only a browser can do does not on this side. */
export function isPerformed(effect: Effect<unknown>): effect is PerformedEffect {
  return "~rally" in effect;
}
