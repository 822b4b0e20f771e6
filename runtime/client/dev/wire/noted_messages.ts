/**
 * Tells which messages come from the wire: those that the author's functions make of answers and events.
 *
 * @module
 */
import type { Effect } from "../../../page/effect.ts";
import { createSend, type Send } from "../../../page/send.ts";
import type { Subscription } from "../../../page/subscription.ts";
import { shared } from "../shared.ts";
import type { MessageOrigin } from "./tab_lines.ts";

/** The same effects; what an answer becomes is told. */
export function noteAnswers(effects: readonly Effect<unknown>[]): readonly Effect<unknown>[] {
  return effects.map((effect) =>
    effect.type === "call" ? { ...effect, toMessage: noted("answer", effect.toMessage) } : effect
  );
}

/** The same subscriptions; what an event of a topic becomes is told. */
export function noteEvents(subscriptions: readonly Subscription<unknown>[]): readonly Subscription<unknown>[] {
  return subscriptions.map((subscription) =>
    "address" in subscription ? { ...subscription, toMessage: noted("event", subscription.toMessage) } : subscription
  );
}

/** The same `send`; what the answer to a form becomes is told. It stays the same function as long as the given one. */
export function noteForms(send: Send<unknown>): Send<unknown> {
  const known = sends.get(send);
  if (known) return known;
  const made = createSend<unknown>((outgoing) => {
    switch (outgoing.type) {
      case "message":
        return send(outgoing.message, outgoing.options);
      case "event":
        return send(outgoing.toMessage, outgoing.options);
      case "submit":
        return send({ ...outgoing, toMessage: noted("answer", outgoing.toMessage) }, outgoing.options);
    }
  });
  sends.set(send, made);
  return made;
}

const sends = new WeakMap<Send<unknown>, Send<unknown>>();

function noted<T>(origin: MessageOrigin, make: (value: T) => unknown): (value: T) => unknown {
  return (value) => {
    const message = make(value);
    shared.became(origin, message);
    return message;
  };
}
