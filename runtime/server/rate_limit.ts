/**
 * Rate limits as token buckets: a burst is let through, after it as many as the bucket is refilled with.
 *
 * @module
 */
import { addressKey, isOwnNetwork } from "./address.ts";

/** How often something may happen. */
export interface Rate {
  /** How many at once, after a time of quiet. */
  readonly burst: number;
  /** How many in the long run. */
  readonly perSecond: number;
}

/** Counts what happens by key. */
export interface RateLimiter {
  /** Counts one; gives the seconds until the next may come, `0` when this one may. */
  take(key: string): number;
}

/** More keys than this are not counted: the one that was quiet for longest is forgotten, and begins anew. */
const maxKeys = 50_000;

/** Makes a limiter; `false` lets everything through. */
export function createRateLimiter(rate: Rate | false, now: () => number): RateLimiter {
  if (!rate) return { take: () => 0 };
  const { burst, perSecond } = rate;
  // Whoever comes is put at the end, so the first key is the one that was quiet for longest.
  const buckets = new Map<string, { readonly tokens: number; readonly at: number }>();
  return {
    take(key) {
      const at = now();
      const before = buckets.get(key) ?? { tokens: burst, at };
      const tokens = Math.min(burst, before.tokens + Math.max(0, at - before.at) / 1000 * perSecond);
      const wait = tokens >= 1 ? 0 : (1 - tokens) / perSecond;
      buckets.delete(key);
      buckets.set(key, { tokens: wait > 0 ? tokens : tokens - 1, at });
      if (buckets.size > maxKeys) buckets.delete(buckets.keys().next().value ?? "");
      return wait;
    },
  };
}

/**
 * Makes a limiter whose keys are IP addresses. Those of one's own machine and network are not counted: behind them
 * stands a proxy, for everybody, as often as a person.
 */
export function createAddressLimiter(rate: Rate | false, now: () => number): RateLimiter {
  const limiter = createRateLimiter(rate, now);
  return { take: (address) => isOwnNetwork(address) ? 0 : limiter.take(addressKey(address)) };
}
