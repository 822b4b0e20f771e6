/**
 * Subscriptions: what a page listens to, computed from its model after every update and synced as a set.
 *
 * @module
 */

/** One topic with its parameters filled in, as `gameTopic({ id: 3 })` makes it. */
export interface TopicAddress<Event> {
  /** The pattern by which the topic was declared, e.g. `game/:id`. */
  readonly topic: string;
  /** The pattern with its parameters, percent-encoded, e.g. `game/3`. */
  readonly key: string;
  /** Never present at run time: it carries the event's type. */
  readonly "~event"?: Event;
}

/** One topic that a page listens to, with the message that an event becomes. */
export interface Subscription<Msg> {
  readonly address: TopicAddress<unknown>;
  toMessage(event: unknown): Msg;
}

/**
 * Listens to a topic.
 *
 * @example
 * ```ts
 * import { on, topic } from "@rally/rally";
 * import { z } from "zod";
 *
 * const scores = topic("scores/:id", { params: { id: z.int() }, event: z.object({ home: z.int() }) });
 *
 * export const subscriptions = (model: { id: number }) => [
 *   on(scores({ id: model.id }), (event) => ({ type: "pushed", home: event.home })),
 * ];
 * ```
 */
export function on<Event, const M>(address: TopicAddress<Event>, toMessage: (event: Event) => M): Subscription<M> {
  return { address, toMessage: toMessage as (event: unknown) => M };
}

/** Fits the subscriptions of a part into a page: each message is wrapped. */
export function mapSubscriptions<Part, const M>(
  subscriptions: readonly Subscription<Part>[],
  wrap: (message: Part) => M,
): Subscription<M>[] {
  return subscriptions.map(({ address, toMessage }) => ({ address, toMessage: (event) => wrap(toMessage(event)) }));
}
