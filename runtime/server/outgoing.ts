/**
 * What waits to be sent over one socket. A reader that reads slowly must not fill the server's memory: first it gets no
 * news any more, and is told so when it has caught up; does it not catch up, it is dropped.
 *
 * @module
 */
import { pause } from "../page/effect_host.ts";

/** A socket of `ws`, as far as it is needed here. */
export interface OutgoingSocket {
  /** What was sent and has not left this machine, in bytes. */
  readonly bufferedAmount: number;
  readonly readyState: number;
  readonly OPEN: number;
  send(text: string, sent?: () => void): void;
  /** Ends it without a goodbye. */
  terminate(): void;
}

/** The outgoing side of one socket. */
export interface Outgoing {
  /** Sends what has to arrive. When too much of that waits the socket is dropped: a new one begins with the present state. */
  send(text: string): void;
  /** Whether so much waits that news, which can be loaded again, should not be sent. */
  isBehind(): boolean;
  /** Calls `work` once the reader has caught up; whoever has not after 10 s is dropped. */
  whenRoom(work: () => void): void;
  /** The socket is gone. */
  stop(): void;
}

/** In bytes: above `news` none are sent until it falls to `room`; above `all` the socket is dropped. */
export const queueLimits = { room: 256 * 1024, news: 1024 * 1024, all: 4 * 1024 * 1024 } as const;

const patienceMs = 10_000;

/**
 * Watches over what is sent.
 *
 * @param after Time, for tests that have it stand still.
 */
export function createOutgoing(socket: OutgoingSocket, after: typeof pause = pause): Outgoing {
  let waiting: (() => void)[] = [];
  let stopPatience = () => {};

  function sent(): void {
    if (waiting.length === 0 || socket.bufferedAmount > queueLimits.room) return;
    const works = waiting;
    waiting = [];
    stopPatience();
    for (const work of works) work();
  }

  return {
    send(text) {
      if (socket.readyState !== socket.OPEN) return;
      const queued = socket.bufferedAmount + text.length;
      if (queued > queueLimits.all) return socket.terminate();
      socket.send(text, queued > queueLimits.room ? sent : undefined);
    },
    isBehind: () => waiting.length > 0 || socket.bufferedAmount > queueLimits.news,
    whenRoom(work) {
      if (waiting.length === 0) stopPatience = after(patienceMs, () => socket.terminate());
      waiting.push(work);
    },
    stop() {
      waiting = [];
      stopPatience();
    },
  };
}
