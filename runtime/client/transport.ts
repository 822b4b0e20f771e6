/**
 * The connection of one tab: a socket while there is one, `fetch` while there is none. Every request gets one answer,
 * if only that there is no connection.
 *
 * @module
 */
import type { Refusal } from "../page/result.ts";
import {
  type Answer,
  type ClientFrame,
  framePath,
  type Request,
  type ServerFrame,
  socketPath,
} from "../wire/frames.ts";

/** The connection of a tab. */
export interface Transport {
  /** Whether the socket is open now. */
  readonly open: boolean;
  /** Sends a request made with the given id and waits for its answer. Never rejects. */
  request(frame: (id: number) => Request): Promise<Answer>;
  /** Sends a frame that has no answer; dropped while there is no socket. */
  send(frame: ClientFrame): void;
}

/** What a tab does with what arrives on its own account. */
export interface TransportEvents {
  /** A socket is open, for the first time or again. */
  opened(): void;
  received(frame: ServerFrame): void;
}

// Written out here: the table of all refusals is for the server, and its texts would travel to every browser.
const offline = (message: string): Refusal => ({ ok: false, kind: "offline", message });
const unreachable: Refusal = offline("There is no connection. Nothing was saved.");
// The server may have had it: only its answer is missing.
const cutOff: Refusal = offline("The connection was lost. It is not known whether this was saved.");
/** Proxies cut sockets that are idle for a minute. */
const pingMs = 25_000;
/** A socket that says nothing for so long, when it is made or after a ping, is dead: whatever the network thinks. */
const patienceMs = 10_000;

/**
 * Opens the connection of a tab and keeps it open.
 *
 * @param maxPause The longest pause between two tries, in milliseconds.
 */
export function createTransport(events: TransportEvents, maxPause: number): Transport {
  const pending = new Map<number, (answer: Answer) => void>();
  let socket: WebSocket | undefined;
  let tries = 0;
  let lastId = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let doubt: ReturnType<typeof setTimeout> | undefined;

  // Every listener is bound to its own socket: a late event of an old one must not touch its successor.
  function connect(): void {
    clearTimeout(timer);
    if (socket || typeof WebSocket === "undefined") return;
    const mine = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}${socketPath}`);
    socket = mine;
    expectWord(mine);
    mine.onopen = () => {
      tries = 0;
      events.opened();
    };
    mine.onmessage = ({ data }) => {
      clearTimeout(doubt);
      receive(JSON.parse(data));
    };
    mine.onclose = ({ code }) => {
      // The session has ended, in another tab maybe: what it showed must not stay.
      if (code === 4001 && socket === mine) location.reload();
      drop(mine);
    };
  }

  function drop(mine: WebSocket): void {
    if (socket !== mine) return;
    socket = undefined;
    clearTimeout(doubt);
    // On a dead network the browser would wait a long time for the other side's goodbye.
    mine.close();
    for (const [id, resolve] of pending) resolve(["no", id, cutOff]);
    pending.clear();
    retry();
  }

  function ping(): void {
    const mine = socket;
    if (mine?.readyState !== 1) return;
    mine.send('["ping"]');
    expectWord(mine);
  }

  function expectWord(mine: WebSocket): void {
    clearTimeout(doubt);
    doubt = setTimeout(drop, patienceMs, mine);
  }

  // Full jitter: a thousand tabs of a restarted server come back spread over the pause, not in one second.
  function retry(): void {
    const pause = Math.random() * Math.min(maxPause, 500 * 2 ** tries++);
    if (document.visibilityState !== "hidden") timer = setTimeout(connect, pause);
  }

  function receive(frame: ServerFrame): void {
    const waiting = /^(ok|no|to|reload)$/.test(frame[0]) && pending.get(frame[1] as number);
    if (!waiting) return events.received(frame);
    pending.delete(frame[1] as number);
    waiting(frame as Answer);
  }

  const isOpen = () => socket?.readyState === 1;
  // A machine that wakes, or comes to another network, may hold a socket that died in its sleep.
  function wake(): void {
    if (document.visibilityState === "hidden") return;
    connect();
    ping();
  }

  addEventListener("online", wake);
  addEventListener("pageshow", wake);
  document.addEventListener("visibilitychange", wake);
  // A page with an open socket may not rest in the browser's cache; `pageshow` connects again.
  addEventListener("pagehide", () => socket && drop(socket));
  setInterval(ping, pingMs);
  connect();

  return {
    get open() {
      return isOpen();
    },
    request(build) {
      const frame = build(++lastId);
      if (!isOpen()) return post(frame);
      return new Promise((resolve) => {
        pending.set(frame[1], resolve);
        socket?.send(JSON.stringify(frame));
      });
    },
    send(frame) {
      if (isOpen()) socket?.send(JSON.stringify(frame));
    },
  };
}

async function post(frame: Request): Promise<Answer> {
  try {
    const body = JSON.stringify(frame);
    const response = await fetch(framePath, { method: "POST", body, headers: { "content-type": "application/json" } });
    return await response.json();
  } catch {
    return ["no", frame[1], unreachable];
  }
}
