/**
 * A side for tests: time stands still until the test moves it, and the browser answers what the test says.
 */
import type { BrowserEffect, Effect } from "./effect.ts";
import type { BrowserQuestion, DistantHost } from "./effect_host.ts";

/** Runs effects and keeps what came of them. */
export function createTestHost(wire: DistantHost["wire"] = {}) {
  const told: unknown[] = [];
  const failures: unknown[] = [];
  const asked: (BrowserEffect | BrowserQuestion)[] = [];
  const answers: unknown[] = [];
  let timers: { readonly at: number; work(): void }[] = [];
  let now = 0;
  const stopping = new AbortController();
  const host: DistantHost = {
    signal: stopping.signal,
    after(ms, work) {
      const timer = { at: now + ms, work };
      timers.push(timer);
      return () => void (timers = timers.filter((other) => other !== timer));
    },
    tell: (make) => void told.push(make()),
    failed: (error) => void failures.push(error),
    browser(effect) {
      asked.push(effect);
      return answers.shift();
    },
    wire,
  };
  return {
    host,
    stop: () => stopping.abort(),
    told,
    failures,
    asked,
    answers,
    run(effect: Effect<unknown>) {
      if ("~rally" in effect) effect["~rally"]?.(effect as never, host);
    },
    advance(ms: number) {
      now += ms;
      for (let due; (due = timers.find(({ at }) => at <= now));) {
        timers = timers.filter((other) => other !== due);
        due.work();
      }
    },
    waiting: () => timers.length,
  };
}
