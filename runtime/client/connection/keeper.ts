/**
 * Keeps the connection of a tab from its first socket on: pings it, replaces it, and sends again what was lost with it.
 * What comes after what is in `state.ts`; here are the timers and the events of the browser.
 *
 * @module
 */
import type { Answer } from "../../wire/frames.ts";
import { pause } from "../../page/effect_host.ts";
import { type Asked, createOutbox } from "./outbox.ts";
import {
  type ConnectionEvent,
  type ConnectionState,
  type ConnectionStatus,
  nextState,
  type Open,
  statusOf,
} from "./state.ts";

/** What waits for its answer over the open socket, by id; without one it was lost. */
export type Pending = Map<number, (answer?: Answer) => void>;

/** What the keeper takes over of `transport.ts`. */
export interface Line {
  state: ConnectionState;
  readonly pending: Pending;
  /** The longest pause between two attempts, in milliseconds. */
  readonly maxPause: number;
  /** Begins an attempt; what comes of it is told to the keeper. */
  dial(attempt: number): void;
  /** Closes the socket of the latest attempt. */
  hangUp(): void;
  /** Asks over the open socket; `false` when it was lost before an answer came. */
  transmit(open: Open, asked: Asked): Promise<boolean>;
  /** Asks over HTTP; `false` when no answer has come. */
  post(asked: Asked): Promise<boolean>;
  /** Tells the tab of a new socket. */
  opened(): void;
}

/** The keeper of one tab. */
export interface Keeper {
  /** How many requests wait for a connection: those that come later go behind them. */
  readonly waiting: number;
  happen(event: ConnectionEvent): void;
  /** The socket has said something. */
  heard(): void;
  /** Takes a request that cannot be sent over a socket now. */
  keep(asked: Asked): Promise<void>;
}

/** Proxies cut sockets that are idle for a minute. */
const pingMs = 25_000;
/** A socket that says nothing for so long after a ping is dead: whatever the network thinks. */
const patienceMs = 10_000;

/** A timer that is later was not run in time: the tab, or the whole machine, stood still. */
const lateMs = 2_000;

/** A loss that is over sooner, as with a deploy, is no news to anybody. */
const graceMs = 500;

/** Takes over the line of a tab, whatever its state. */
export function createKeeper(line: Line): Keeper {
  const { dataset } = document.documentElement;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let doubt: ReturnType<typeof setTimeout> | undefined;
  let grace: ReturnType<typeof setTimeout> | undefined;

  const outbox = createOutbox({
    transmit: async (asked) => line.state.type === "open" && await line.transmit(line.state, asked),
    post: line.post,
    changed: show,
    after: pause,
  });

  // A tab that nobody sees makes no attempts, unless something in it waits to be saved.
  const isHidden = () => document.visibilityState === "hidden" && line.pending.size + outbox.waiting === 0;

  function happen(event: ConnectionEvent): void {
    const before = line.state;
    const moment = { now: Date.now(), random: Math.random(), hidden: isHidden(), maxPause: line.maxPause };
    const state = line.state = nextState(before, event, moment);
    if (state !== before) enter(state);
    if (state !== before && event.type === "lost") outbox.drain();
    show();
  }

  function enter(state: ConnectionState): void {
    clearTimeout(timer);
    switch (state.type) {
      case "opening":
        return line.dial(state.attempt);
      case "open":
        line.opened();
        return void outbox.drain();
      case "waiting":
        timer = setTimeout(happen, state.until - Date.now(), { type: "woken" });
        return giveUp();
      case "paused":
      case "left":
        return giveUp();
    }
  }

  function giveUp(): void {
    trust();
    // On a dead network the browser would wait a long time for the other side's goodbye.
    line.hangUp();
    for (const lose of line.pending.values()) lose();
    line.pending.clear();
  }

  function trust(): void {
    clearTimeout(doubt);
    doubt = undefined;
  }

  function ping({ socket, attempt }: Open, isSecond = false): void {
    const judged = Date.now() + patienceMs;
    socket.send('["ping"]');
    doubt = setTimeout(() => {
      // A tab that was frozen has not read what came meanwhile: it asks once more.
      if (!isSecond && Date.now() > judged + lateMs && line.state.type === "open") ping(line.state, true);
      else happen({ type: "lost", attempt });
    }, patienceMs);
  }

  function beat(): void {
    if (line.state.type === "open" && doubt === undefined) ping(line.state);
  }

  // A machine that wakes, or comes to another network, may hold a socket that died in its sleep.
  function wake(): void {
    happen({ type: isHidden() ? "hidden" : "woken" });
    beat();
  }

  /** Says on `<html>` how it stands: for the app's style sheet, and for subscriptions. */
  function show(): void {
    const { actions } = outbox;
    showStatus();
    if (actions > 0) dataset.rallyWaiting = String(actions);
    else delete dataset.rallyWaiting;
    // Only as long as it is needed: a page with such a listener does not rest in every browser's cache.
    (actions > 0 ? addEventListener : removeEventListener)("beforeunload", askFirst);
  }

  function showStatus(): void {
    const status = statusNow();
    const isBrief = status === "reconnecting" && (dataset.rallyConnection ?? "online") === "online";
    if (isBrief) return void (grace ??= setTimeout(() => dataset.rallyConnection = statusNow(), graceMs));
    clearTimeout(grace);
    grace = undefined;
    dataset.rallyConnection = status;
  }

  function statusNow(): ConnectionStatus {
    return statusOf(line.state, navigator.onLine === false || outbox.stuck);
  }

  for (const name of ["online", "pageshow"]) addEventListener(name, wake);
  // Whatever the socket thinks. One to this machine needs no network, and is there again at once.
  addEventListener("offline", () => happen({ type: "lost", attempt: line.state.attempt }));
  document.addEventListener("visibilitychange", wake);
  // A page with an open socket may not rest in the browser's cache; `pageshow` connects again.
  addEventListener("pagehide", () => happen({ type: "left" }));
  setInterval(beat, pingMs);
  show();

  return {
    get waiting() {
      return outbox.waiting;
    },
    happen,
    heard: trust,
    async keep(asked) {
      outbox.keep(asked);
      if (line.state.type === "left") return;
      await outbox.drain();
      // What could not be sent wakes a tab that nobody sees.
      if (line.state.type === "paused") happen({ type: "woken" });
    },
  };
}

function askFirst(event: Event): void {
  event.preventDefault();
}
