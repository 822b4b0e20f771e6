/**
 * The states of a tab's connection, as values: what is there now and what has happened give what is there next. The
 * sockets and timers are those of `keeper.ts`.
 *
 * @module
 */

/** No socket; the next attempt comes by itself. */
export interface Waiting extends Counts {
  readonly type: "waiting";
  /** When the next attempt begins, in milliseconds of the clock. */
  readonly until: number;
}

/** No socket and no attempt, until the tab is seen again or the network is back. */
export interface Paused extends Counts {
  readonly type: "paused";
}

/** The document was left. It may come back out of the browser's cache, where nothing may go on. */
export interface Left extends Counts {
  readonly type: "left";
}

/** An attempt is under way. */
export interface Opening extends Counts {
  readonly type: "opening";
}

/** The one state in which something can be sent over a socket. */
export interface Open extends Counts {
  readonly type: "open";
  readonly socket: Pick<WebSocket, "send">;
  readonly since: number;
}

/** What is there now. */
export type ConnectionState = Waiting | Paused | Left | Opening | Open;

/** What has happened. What a socket says names the attempt that it was made in. */
export type ConnectionEvent =
  /** The pause is over, the tab is seen again, or the network is back. */
  | { readonly type: "woken" }
  | { readonly type: "opened"; readonly attempt: number; readonly socket: Open["socket"] }
  | { readonly type: "lost"; readonly attempt: number }
  | { readonly type: "hidden" }
  | { readonly type: "left" };

/** What of the world a transition depends on. */
export interface Moment {
  readonly now: number;
  /** From 0 to 1. */
  readonly random: number;
  /** Whether nobody sees the tab, and nothing in it waits for a connection. */
  readonly hidden: boolean;
  /** The longest pause between two attempts, in milliseconds. */
  readonly maxPause: number;
}

interface Counts {
  /** The number of the latest attempt. */
  readonly attempt: number;
  /** How many attempts have failed in a row: an open socket counts as success once it has lasted. */
  readonly tries: number;
}

/** How a page is told of its connection. */
export type ConnectionStatus = "online" | "reconnecting" | "offline";

/** A socket that ends sooner counts as a failed attempt: a server that ends every socket is not asked in a loop. */
const stableMs = 10_000;

/** What is there before anything has happened. */
export const unconnected: Paused = { type: "paused", attempt: 0, tries: 0 };

/** What is there next; the same state when the event changes nothing. */
export function nextState(state: ConnectionState, event: ConnectionEvent, moment: Moment): ConnectionState {
  const { type, attempt, tries } = state;
  const isTrying = type === "opening" || type === "open";
  // A late event of a socket that was given up must not touch its successor.
  if ("attempt" in event && (event.attempt !== attempt || !isTrying)) return state;
  switch (event.type) {
    case "woken":
      return isTrying || moment.hidden ? state : { type: "opening", attempt: attempt + 1, tries };
    case "opened":
      return type === "open" ? state : { type: "open", attempt, tries, socket: event.socket, since: moment.now };
    case "lost":
      return lost(type === "open" && moment.now - state.since >= stableMs ? 0 : tries, attempt, moment);
    case "hidden":
      return type === "waiting" && moment.hidden ? { type: "paused", attempt, tries } : state;
    case "left":
      return type === "left" ? state : { type: "left", attempt, tries };
  }
}

// Full jitter: a thousand tabs of a restarted server come back spread over the pause, not in one second.
function lost(tries: number, attempt: number, { now, random, hidden, maxPause }: Moment): Waiting | Paused {
  const counts = { attempt, tries: tries + 1 };
  if (hidden) return { type: "paused", ...counts };
  return { type: "waiting", ...counts, until: now + random * Math.min(maxPause, 500 * 2 ** tries) };
}

/**
 * What a page is told. Before the first attempt has failed nothing is known to be wrong; a socket on this machine works
 * without a network.
 *
 * @param cannotSend Whether the browser says that there is no network, or something could not be sent either way.
 */
export function statusOf({ type, tries }: ConnectionState, cannotSend: boolean): ConnectionStatus {
  if (type === "open") return "online";
  return cannotSend ? "offline" : tries ? "reconnecting" : "online";
}
