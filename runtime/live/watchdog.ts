/**
 * Names the messages of live pages that take too long: while one is handled every other live page waits, and so does
 * every request.
 *
 * @module
 */

/** Watches over the turns of live pages. */
export interface Watchdog {
  /** Something of a page took so long, with the message that it handled, if any. */
  took(file: string, message: unknown, ms: number): void;
}

/** What {@linkcode createWatchdog} takes. */
export interface WatchdogOptions {
  readonly now: () => number;
  log(line: string): void;
}

/** More than this is noticed by those who wait for it. */
const slowMs = 50;
/** A page is named once in this time, however often it is slow. */
const quietMs = 60_000;

interface Slow {
  until: number;
  /** How often since it was named last, and for how long at most. */
  times: number;
  longest: number;
}

/** Starts with no page that is slow. */
export function createWatchdog({ now, log }: WatchdogOptions): Watchdog {
  const pages = new Map<string, Slow>();
  return {
    took(file, message, ms) {
      if (ms < slowMs) return;
      const slow = pages.get(file) ?? { until: -Infinity, times: 0, longest: 0 };
      slow.times += 1;
      slow.longest = Math.max(slow.longest, ms);
      pages.set(file, slow);
      if (now() < slow.until) return;
      const often = slow.times === 1
        ? ""
        : `, ${slow.times} times since this was said last, up to ${msText(slow.longest)}`;
      log(
        `${file}: ${nameOf(message)} took ${msText(ms)} in "update" and "view"${often}: expected at most ` +
          `${slowMs} ms\nhint: all live pages wait meanwhile; let an action or a "task" do what takes long`,
      );
      Object.assign(slow, { until: now() + quietMs, times: 0, longest: 0 });
    },
  };
}

function msText(ms: number): string {
  return `${Math.round(ms)} ms`;
}

/** The type of a message: what else is in it may be secret. */
function nameOf(message: unknown): string {
  if (message === undefined) return "to draw what has changed";
  if (typeof message === "string") return `the message ${JSON.stringify(message)}`;
  const type = typeof message === "object" && message !== null && "type" in message ? message.type : undefined;
  return typeof type === "string" ? `the message ${JSON.stringify(type)}` : "a message without a type";
}
