/**
 * The connection of one tab: a socket while there is one, `fetch` while there is none. Every request gets one answer.
 * This file has what the first socket needs; what comes after it is loaded with it (`connection/keeper.ts`).
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
import type { Keeper, Line, Pending } from "./connection/keeper.ts";
import type { Asked } from "./connection/outbox.ts";
import type { ConnectionEvent, Open } from "./connection/state.ts";

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
const unreachable: Refusal = { ok: false, kind: "offline", message: "There is no connection. Nothing was saved." };
/** A script that did not arrive is asked for again. */
const reloadMs = 1_000;
/** A socket that does not open for so long never does, whatever the network thinks. */
const patienceMs = 10_000;
/** Longer than the server takes for anything. A dead network would take minutes to say so. */
const postMs = 25_000;

/**
 * Opens the connection of a tab and keeps it open.
 *
 * @param maxPause The longest pause between two tries, in milliseconds.
 */
export function createTransport({ opened, received }: TransportEvents, maxPause: number): Transport {
  const pending: Pending = new Map();
  let keeper: Keeper | undefined;
  let socket: WebSocket | undefined;
  let lastId = 0;

  const line: Line = {
    state: { type: "opening", attempt: 1, tries: 0 },
    pending,
    maxPause,
    dial,
    hangUp: () => socket?.close(),
    transmit,
    post,
    opened,
  };

  // Every listener names its own attempt: late events of an old socket change nothing.
  function dial(attempt: number): void {
    const lost = { type: "lost", attempt } as const;
    if (typeof WebSocket === "undefined") return void happen(lost);
    const mine = socket = new WebSocket(
      `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}${socketPath}`,
    );
    const doubt = setTimeout(happen, patienceMs, lost);
    mine.onopen = () => {
      clearTimeout(doubt);
      happen({ type: "opened", attempt, socket: mine });
    };
    mine.onmessage = ({ data }) => {
      if (line.state.type !== "open" || line.state.socket !== mine) return;
      keeper?.heard();
      receive(JSON.parse(data));
    };
    mine.onclose = ({ code }) => {
      // The session has ended, in another tab maybe: what it showed must not stay.
      if (code === 4001 && socket === mine) location.reload();
      happen(lost);
    };
  }

  function happen(event: ConnectionEvent): void {
    if (keeper) return keeper.happen(event);
    if (event.type === "opened" && line.state.type === "opening") {
      line.state = { ...event, tries: 0, type: "open", since: Date.now() };
      opened();
    }
    load().then((loaded) => loaded ? loaded.happen(event) : setTimeout(happen, reloadMs, event));
  }

  /** `undefined` when its script does not arrive. */
  async function load(): Promise<Keeper | undefined> {
    try {
      const { createKeeper } = await import("./connection/mod.ts");
      return keeper ??= createKeeper(line);
    } catch {
      return undefined;
    }
  }

  function transmit(open: Open, asked: Asked): Promise<boolean> {
    asked.sent = true;
    return new Promise((resolve) => {
      pending.set(asked.frame[1], (answer) => {
        if (answer) asked.answer(answer);
        resolve(!!answer);
      });
      open.socket.send(JSON.stringify(asked.frame));
    });
  }

  async function ask(asked: Asked): Promise<void> {
    // What is asked behind others that wait is sent behind them.
    const isAnswered = !keeper?.waiting &&
      (line.state.type === "open"
        ? await transmit(line.state, asked)
        : navigator.onLine !== false && await post(asked));
    if (isAnswered) return;
    const loaded = await load();
    if (loaded) loaded.keep(asked);
    else asked.answer(["no", asked.frame[1], unreachable]);
  }

  function receive(frame: ServerFrame): void {
    const answer = /^(ok|no|to|reload)$/.test(frame[0] as string) && pending.get(frame[1] as number);
    if (!answer) return received(frame);
    pending.delete(frame[1] as number);
    answer(frame as Answer);
  }

  dial(1);

  return {
    get open() {
      return line.state.type === "open";
    },
    request: (build) => new Promise((answer) => void ask({ frame: build(++lastId), answer })),
    send(frame) {
      if (line.state.type === "open") line.state.socket.send(JSON.stringify(frame));
    },
  };
}

/** Asks over HTTP; `false` when no answer has come. */
async function post(asked: Asked): Promise<boolean> {
  asked.sent = true;
  try {
    const response = await fetch(framePath, {
      method: "POST",
      body: JSON.stringify(asked.frame),
      headers: { "content-type": "application/json" },
      signal: AbortSignal.timeout(postMs),
    });
    asked.answer(await response.json());
    return true;
  } catch {
    return false;
  }
}
