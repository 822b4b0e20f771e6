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
  /**
   * Counts one; gives the seconds until it may come, `0` when it may now.
   *
   * @param cost As many as it counts for; never more than a burst.
   */
  take(key: string, cost?: number): number;
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
    take(key, cost = 1) {
      const price = Math.min(cost, burst);
      const at = now();
      const before = buckets.get(key) ?? { tokens: burst, at };
      const tokens = Math.min(burst, before.tokens + Math.max(0, at - before.at) / 1000 * perSecond);
      const wait = tokens >= price ? 0 : (price - tokens) / perSecond;
      buckets.delete(key);
      buckets.set(key, { tokens: wait > 0 ? tokens : tokens - price, at });
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
  return { take: (address, cost) => isOwnNetwork(address) ? 0 : limiter.take(addressKey(address), cost) };
}
