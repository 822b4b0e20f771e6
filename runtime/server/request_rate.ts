/**
 * How often a visitor may ask over HTTP: forms, frames and the API count together.
 *
 * @module
 */
import type { Core } from "./core.ts";
import { secureHeaders } from "./security.ts";
import { tokenHashOf } from "./session.ts";
import type { Visitor } from "./visit.ts";

/**
 * Counts a request; gives the seconds until it may come, `0` when it may. A session may come from several addresses, and
 * an address have several sessions.
 */
export function secondsToWait({ limits }: Core, visitor: Visitor): number {
  const session = visitor.token?.id ?? tokenHashOf(visitor);
  return limits.address.take(visitor.address) || (session === undefined ? 0 : limits.session.take(session));
}

/** The headers of an answer to a request that came too often. */
export function tooOftenHeaders(wait: number): Record<string, string> {
  return { ...secureHeaders, "retry-after": String(Math.ceil(wait)), "cache-control": "no-store" };
}
