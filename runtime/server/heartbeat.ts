/**
 * Notices sockets whose other side is gone without a word: a machine that sleeps, a network that was left. Nothing else
 * would free them, because a socket that is not written to never fails.
 *
 * @module
 */
import { startEvery } from "../page/sources.ts";
import { pause } from "../page/effect_host.ts";

/** What is pinged. Browsers answer by themselves, in hidden tabs too. */
export interface Pinged {
  ping(): void;
  /** Ends it without a goodbye: nobody would answer. */
  terminate(): void;
}

/** The heartbeat of one socket. */
export interface Heartbeat {
  /** The other side has said something. */
  heard(): void;
  stop(): void;
}

/**
 * Whoever has said nothing for between one and two of these is gone: a dead socket is freed within 40 seconds. Under
 * the idle limit of common proxies (60 s), with room for one lost ping.
 */
const pingMs = 20_000;

/**
 * Begins to ping.
 *
 * @param after Time, for tests that have it stand still.
 */
export function startHeartbeat(socket: Pinged, after: typeof pause = pause): Heartbeat {
  let isHeard = true;
  const stop = startEvery(pingMs, () => {
    if (!isHeard) return socket.terminate();
    isHeard = false;
    socket.ping();
  }, after);
  return { heard: () => void (isHeard = true), stop };
}
