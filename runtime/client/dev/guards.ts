/**
 * Keeps the loop of a page in development alive when the author's code throws: the overlay tells what and why, and after
 * the next change the page goes on where it was.
 *
 * @module
 */
import type { Effect } from "../../page/effect.ts";
import { sourceKey } from "../../page/sources.ts";
import type { Subscription } from "../../page/subscription.ts";

/** A message to the wrapper of a part instead of its `update`. */
export class Command {
  static readonly nothing: Command = new Command("nothing");
  static readonly redraw: Command = new Command("redraw");
  static readonly restart: Command = new Command("restart");

  readonly type: "nothing" | "redraw" | "restart" | "model";
  readonly model: unknown;

  constructor(type: Command["type"], model?: unknown) {
    this.type = type;
    this.model = model;
  }
}

/** Tells that a function of the author threw. */
export type Failed = (name: string, error: unknown, cause?: unknown) => void;

/**
 * Effects whose functions never throw.
 *
 * @param cause The message that asked for them.
 */
export function guardEffects(
  effects: readonly Effect<unknown>[],
  failed: Failed,
  cause?: unknown,
): readonly Effect<unknown>[] {
  return effects.map((effect) => {
    switch (effect.type) {
      case "call":
        return { ...effect, toMessage: guard(effect.toMessage, `answer to ${effect.call.action}`, failed, cause) };
      case "function":
        return { ...effect, toMessage: guard(effect.toMessage, `answer of ${effect.name}`, failed, cause) };
      case "read":
        return { ...effect, toMessage: guard(effect.toMessage, `stored ${effect.store.name}`, failed, cause) };
      case "task":
        return {
          ...effect,
          run: (signal) => effect.run(signal).catch((error) => nothing(failed, "task", error, cause)),
        };
      default:
        return effect;
    }
  });
}

/** Subscriptions whose functions never throw. */
export function guardSubscriptions(
  subscriptions: readonly Subscription<unknown>[],
  failed: Failed,
): readonly Subscription<unknown>[] {
  return subscriptions.map((subscription) => {
    const name = "address" in subscription ? subscription.address.key : sourceKey(subscription.source);
    const toMessage = guard(subscription.toMessage, `subscription to ${name}`, failed);
    return { ...subscription, toMessage };
  });
}

function guard<T>(make: (value: T) => unknown, name: string, failed: Failed, cause?: unknown): (value: T) => unknown {
  return (value) => {
    try {
      return make(value);
    } catch (error) {
      return nothing(failed, name, error, cause ?? value);
    }
  };
}

function nothing(failed: Failed, name: string, error: unknown, cause: unknown): Command {
  failed(name, error, cause);
  return Command.nothing;
}
