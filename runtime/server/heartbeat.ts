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
 * Whoever has said nothing for between one and two rounds is gone: a dead socket is freed within 40 seconds. Under
 * the idle limit of common proxies (60 s), with room for one lost ping.
 */
const roundSeconds = 20;

/**
 * The heartbeats of all sockets, by one timer. Each socket has its second of a round: thousands are not pinged at once.
 *
 * @param after Time, for tests that have it stand still.
 * @returns Begins to ping a socket.
 */
export function createHeartbeats(after: typeof pause = pause): (socket: Pinged) => Heartbeat {
  const round = Array.from({ length: roundSeconds }, () => new Set<() => void>());
  let second = 0;
  let count = 0;
  let stopClock = () => {};

  function tick(): void {
    second = (second + 1) % roundSeconds;
    for (const beat of round[second]!) beat();
  }

  return (socket) => {
    const beats = round[second]!;
    let isHeard = true;
    function beat(): void {
      if (!isHeard) return socket.terminate();
      isHeard = false;
      socket.ping();
    }
    beats.add(beat);
    count += 1;
    if (count === 1) stopClock = startEvery(1000, tick, after);
    return {
      heard: () => void (isHeard = true),
      stop() {
        if (!beats.delete(beat)) return;
        count -= 1;
        if (count === 0) stopClock();
      },
    };
  };
}
