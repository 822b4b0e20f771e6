/**
 * How long the app's own code may take, and how often it may be asked.
 *
 * @module
 */
import { type Counter, createAddressCounter } from "./counter.ts";
import { createLivePageCounter, type LivePageCounter, type LivePageLimits } from "./live_page_count.ts";
import { createAddressLimiter, createRateLimiter, type Rate, type RateLimiter } from "./rate_limit.ts";

/** What of an app is limited, each with a default. */
export interface ServerLimits {
  /**
   * How long `authorize` and `load` of a page and its layouts may take together, in milliseconds; then the answer is 503.
   * @default {10000}
   */
  readonly loadMs?: number;
  /**
   * How long a handler may take, in milliseconds; then it is rolled back and answers `timeout`.
   * @default {10000}
   */
  readonly handlerMs?: number;
  /**
   * Posted forms and frames of one session, over all its sockets. `false`: as many as come.
   * @default {{ burst: 400, perSecond: 100 }}
   */
  readonly session?: Rate | false;
  /**
   * Posted forms and frames from one IP address outside of the own network, over all its sessions and sockets.
   * `false`: as many as come.
   * @default {{ burst: 2000, perSecond: 200 }}
   */
  readonly address?: Rate | false;
  /**
   * Frames of one socket. `false`: as many as come.
   * @default {{ burst: 200, perSecond: 50 }}
   */
  readonly socket?: Rate | false;
  /**
   * Open sockets of one IP address outside of the own network. `false`: as many as come.
   * @default {200}
   */
  readonly sockets?: number | false;
  /**
   * Live pages that run, or whose documents wait for their sockets. Over the limit a page works by its forms and links.
   * `false`: as many as come.
   * @default {{ session: 50, address: 200, all: 10_000 }}
   */
  readonly livePages?: LivePageLimits | false;
}

/** The limits of a running server. */
export interface Limits {
  readonly loadMs: number;
  readonly handlerMs: number;
  /** By the hash of the session. */
  readonly session: RateLimiter;
  /** By IP address. */
  readonly address: RateLimiter;
  /** By the id of the connection. */
  readonly socket: RateLimiter;
  /** By IP address. */
  readonly sockets: Counter;
  readonly livePages: LivePageCounter;
}

/** Fills the defaults in. */
export function createLimits(limits: ServerLimits, now: () => number): Limits {
  const { loadMs = 10_000, handlerMs = 10_000 } = limits;
  return {
    loadMs,
    handlerMs,
    session: createRateLimiter(limits.session ?? { burst: 400, perSecond: 100 }, now),
    address: createAddressLimiter(limits.address ?? { burst: 2000, perSecond: 200 }, now),
    socket: createRateLimiter(limits.socket ?? { burst: 200, perSecond: 50 }, now),
    sockets: createAddressCounter(limits.sockets ?? 200),
    livePages: createLivePageCounter(limits.livePages ?? {}),
  };
}

/** Waits for some work, but not longer than it may take. */
export async function inTime<T>(ms: number, work: () => T | Promise<T>, onTimeout: () => Error): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(onTimeout()), ms);
  try {
    return await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
  }
}
