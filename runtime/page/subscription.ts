/**
 * Subscriptions: what a page listens to, computed from its model after every update and synced as a set.
 *
 * @module
 */
import type { Pace, PageEvent } from "./send.ts";

/** One topic with its parameters filled in, as `gameTopic({ id: 3 })` makes it. */
export interface TopicAddress<Event> {
  /** The pattern by which the topic was declared, e.g. `game/:id`. */
  readonly topic: string;
  /** The pattern with its parameters, percent-encoded, e.g. `game/3`. */
  readonly key: string;
  /** Never present at run time: it carries the event's type. */
  readonly "~event"?: Event;
}

/** One thing that a page listens to, with the message that each of its events becomes. */
export type Subscription<Msg> = TopicSubscription<Msg> | SourceSubscription<Msg>;

/** One topic that a page listens to. */
export interface TopicSubscription<Msg> {
  readonly address: TopicAddress<unknown>;
  toMessage(event: unknown): Msg;
}

/** One clock, window, document or media query that a page listens to. */
export interface SourceSubscription<Msg> {
  readonly source: Source;
  toMessage(value: unknown): Msg;
}

/** Where events come from that are no topic's. Equal sources are one: it is started once. */
export type Source = { readonly type: "every"; readonly ms: number } | BrowserSource;

/** A source that only a browser has; a live page names it there as data. */
export type BrowserSource =
  | (
    & { readonly type: "event"; readonly target: "window" | "document"; readonly name: string }
    & SourceOptions
  )
  | { readonly type: "media"; readonly query: string }
  | { readonly type: "connection" };

/** How a tab stands with its server. */
export interface Connection {
  /**
   * `reconnecting`: the connection was lost and is tried again. `offline`: the browser has no network, or something could
   * not be sent either way.
   */
  readonly state: "online" | "reconnecting" | "offline";
  /** How many actions wait to be sent. */
  readonly waiting: number;
}

/** Which events of the window or the document become messages. */
export interface SourceOptions extends Pace {
  /**
   * Only these keys, by their names in `event.key`, e.g. `["Escape"]`.
   * @default {undefined}
   */
  readonly keys?: readonly string[];
  /**
   * Only outside of the elements with this selector, e.g. `"#menu"`: for what closes when somebody clicks elsewhere. A
   * click counts where the pointer went down, and only if it went down after the page had begun to listen.
   * @default {undefined}
   */
  readonly outside?: string;
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
export function on<Event, const M>(address: TopicAddress<Event>, toMessage: (event: Event) => M): TopicSubscription<M> {
  return { address, toMessage: toMessage as (event: unknown) => M };
}

/**
 * Sends a message again and again, with the same pause before each. A page that no longer asks for it stops it.
 *
 * @param ms The pause in milliseconds.
 * @example
 * ```ts
 * import { every, type Subscription } from "@rally/rally";
 *
 * export const subscriptions = (model: { running: boolean }): Subscription<{ type: "ticked" }>[] =>
 *   model.running ? [every(1000, { type: "ticked" })] : [];
 * ```
 */
export function every<const M>(ms: number, message: M): SourceSubscription<M> {
  return { source: { type: "every", ms }, toMessage: () => message };
}

/**
 * Listens to an event of the browser's window, e.g. `keydown`, `online`, `resize`. A letter that somebody types into a
 * field is the field's own: it is not heard here.
 *
 * @example
 * ```ts
 * import { onWindow } from "@rally/rally";
 *
 * export const subscriptions = (model: { open: boolean }) =>
 *   model.open ? [onWindow("keydown", () => ({ type: "closed" }), { keys: ["Escape"] })] : [];
 * ```
 */
export function onWindow<const M>(
  name: string,
  toMessage: (event: PageEvent) => M,
  options: SourceOptions = {},
): SourceSubscription<M> {
  return onTarget("window", name, toMessage, options);
}

/**
 * Listens to an event of the document, e.g. `visibilitychange`, `selectionchange`, or one that bubbles up to it.
 *
 * @example
 * ```ts
 * import { onDocument } from "@rally/rally";
 *
 * export const subscriptions = (model: { open: boolean }) => [
 *   onDocument("visibilitychange", () => ({ type: "looked" })),
 *   ...(model.open ? [onDocument("click", () => ({ type: "closed" }), { outside: "#menu" })] : []),
 * ];
 * ```
 */
export function onDocument<const M>(
  name: string,
  toMessage: (event: PageEvent) => M,
  options: SourceOptions = {},
): SourceSubscription<M> {
  return onTarget("document", name, toMessage, options);
}

/**
 * Listens to a media query: tells at once whether it matches, and again whenever that changes.
 *
 * @example
 * ```ts
 * import { onMedia } from "@rally/rally";
 *
 * export const subscriptions = () => [
 *   onMedia("(prefers-color-scheme: dark)", (dark) => ({ type: "themed", dark })),
 * ];
 * ```
 */
export function onMedia<const M>(query: string, toMessage: (matches: boolean) => M): SourceSubscription<M> {
  return { source: { type: "media", query }, toMessage: (value) => toMessage(value === true) };
}

/**
 * Listens to the connection of the tab: tells at once how it stands, and again whenever that changes. A live page hears
 * nothing while it has no connection; for its sake the same stands on `<html>` as `data-rally-connection`.
 *
 * @example
 * ```ts
 * import { type Connection, onConnection } from "@rally/rally";
 *
 * type Msg = { type: "connected"; connection: Connection };
 *
 * export const subscriptions = () => [onConnection((connection): Msg => ({ type: "connected", connection }))];
 * ```
 */
export function onConnection<const M>(toMessage: (connection: Connection) => M): SourceSubscription<M> {
  return { source: { type: "connection" }, toMessage: toMessage as (value: unknown) => M };
}

/**
 * Fits the subscriptions of a part into a page: each message is wrapped.
 *
 * @example
 * ```ts
 * import { every, mapSubscriptions } from "@rally/rally";
 * import { strictEqual } from "node:assert";
 *
 * const both = [
 *   ...mapSubscriptions([every(1000, "ticked")], (part) => ({ type: "left", part })),
 *   ...mapSubscriptions([every(1000, "ticked")], (part) => ({ type: "right", part })),
 * ];
 * strictEqual(both.length, 2);
 * ```
 */
export function mapSubscriptions<Part, const M>(
  subscriptions: readonly Subscription<Part>[],
  wrap: (message: Part) => M,
): Subscription<M>[] {
  return subscriptions.map((subscription) => ({
    ...subscription,
    toMessage: (event) => wrap(subscription.toMessage(event)),
  }));
}

/** The topics of a set. */
export function topicsOf<Msg>(subscriptions: readonly Subscription<Msg>[]): TopicSubscription<Msg>[] {
  return subscriptions.filter((subscription) => "address" in subscription);
}

function onTarget<M>(
  target: "window" | "document",
  name: string,
  toMessage: (event: PageEvent) => M,
  options: SourceOptions,
): SourceSubscription<M> {
  return { source: { type: "event", target, name, ...options }, toMessage: toMessage as (value: unknown) => M };
}
