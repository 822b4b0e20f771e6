/**
 * Effects that take time where `update` runs: pauses and tasks. Each can be cancelled by its name, and the same name
 * again takes the place of what it names.
 *
 * @module
 */
import type { Effect, Timed } from "./effect.ts";
import { type EffectHost, pause } from "./effect_host.ts";

/** How {@linkcode after} and {@linkcode task} can be cancelled. */
export interface TimedOptions {
  /**
   * The name for `cancel`. What has this name already is cancelled.
   * @default {undefined}
   */
  name?: string;
}

/**
 * Sends a message after a pause.
 *
 * @param ms The pause in milliseconds.
 * @example
 * ```ts
 * import { after, type Effect } from "@rally/rally";
 *
 * type Msg = { type: "saved" } | { type: "hidden" };
 *
 * // Saving twice shows the notice for five seconds after the second time.
 * export function update(_model: boolean, msg: Msg): [boolean, Effect<Msg>[]] {
 *   return msg.type === "saved" ? [true, [after(5000, { type: "hidden" }, { name: "notice" })]] : [false, []];
 * }
 * ```
 */
export function after<const M>(ms: number, message: M, options: TimedOptions = {}): Effect<M> {
  return { type: "after", ms, message, name: options.name, "~rally": perform };
}

/**
 * Runs asynchronous code where the loop runs; what it resolves to is the message. It must not reject: a rejection
 * ends the page with its error view. A task that is cancelled sends nothing, whatever it does then.
 *
 * @param run Gets a signal that is aborted when the task is cancelled, for `fetch` and its like.
 * @example
 * ```ts
 * import { task } from "@rally/rally";
 *
 * export const tick = task(() => Promise.resolve({ type: "ticked", at: Date.now() }));
 *
 * export const look = (word: string) =>
 *   task(async (signal) => {
 *     const answer = await fetch(`https://example.com/words?q=${encodeURIComponent(word)}`, { signal });
 *     return { type: "found", text: await answer.text() };
 *   }, { name: "look" });
 * ```
 */
export function task<const M>(run: (signal: AbortSignal) => Promise<M>, options: TimedOptions = {}): Effect<M> {
  return { type: "task", run, name: options.name, "~rally": perform };
}

/**
 * Ends the pause or the task of this name; does nothing when there is none.
 *
 * @example
 * ```ts
 * import { cancel } from "@rally/rally";
 * import { strictEqual } from "node:assert";
 *
 * strictEqual(cancel("notice").type, "cancel");
 * ```
 */
export function cancel(name: string): Effect<never> {
  return { type: "cancel", name, "~rally": perform };
}

/** What of each loop can be cancelled by its name. */
const named = new WeakMap<EffectHost, Map<string, AbortController>>();

function perform(effect: Timed<unknown>, host: EffectHost): void {
  const { after = pause } = host;
  const { name } = effect;
  const running = named.get(host) ?? new Map<string, AbortController>();
  named.set(host, running);
  if (name !== undefined) running.get(name)?.abort();
  if (effect.type === "cancel") return void running.delete(effect.name);
  const controller = new AbortController();
  if (name !== undefined) running.set(name, controller);
  const signal = AbortSignal.any([host.signal, controller.signal]);
  const end = (work: () => void) => {
    if (signal.aborted) return;
    if (name !== undefined) running.delete(name);
    work();
  };
  if (effect.type === "after") {
    const prevent = after(effect.ms, () => end(() => host.tell(() => effect.message)));
    return signal.addEventListener("abort", prevent);
  }
  // A task that throws before its first await has rejected, too.
  const ended = Promise.resolve(signal).then(effect.run).then(
    (message) => end(() => host.tell(() => message)),
    (error) => end(() => host.failed(error)),
  );
  host.watch?.("a task", ended);
}
