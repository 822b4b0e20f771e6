/**
 * The connection of one document in a test: what `client/transport.ts` and `client/connection/` are in a browser. What
 * is asked while there is no network waits in the browser's own outbox.
 *
 * @module
 */
import type { Pending } from "../client/connection/keeper.ts";
import { type Asked, createOutbox } from "../client/connection/outbox.ts";
import type { Transport } from "../client/transport.ts";
import type { Clock } from "../live/clock.ts";
import type { Connection as ConnectionNow } from "../page/subscription.ts";
import type { Connection, Wire } from "../server/connection.ts";
import type { Answer, ClientFrame, Request, ServerFrame } from "../wire/frames.ts";
import { comparedOptions } from "./drawn_page.ts";
import type { Network } from "./network.ts";
import type { RegionTab } from "./region.ts";
import type { TestWindow } from "./test_window.ts";
import type { Work } from "./work.ts";

/** The connection of a document. */
export interface TabConnection extends Pick<RegionTab, "drawn" | "onConnection"> {
  readonly transport: Transport;
  /** The document was left: it says and hears nothing any more. */
  readonly isClosed: boolean;
  /** The network was taken away. */
  lose(): void;
  /** The network is there again. */
  restore(): void;
  close(): void;
}

/** What {@linkcode createTabConnection} takes. */
export interface TabConnectionOptions {
  readonly window: TestWindow;
  readonly network: Network;
  readonly clock: Clock;
  readonly work: Work;
  /** Opens a connection to the server. */
  connect(wire: Wire): Connection;
  /** Takes a frame that answers nothing. */
  received(frame: ServerFrame, text: string): void;
  /** There is another connection, and what waits for it was not sent yet. */
  reconnected(): void;
  /** The session has ended, in another tab maybe: what it showed must not stay. */
  ended(): void;
}

/** Opens the connection of a document that is shown now. */
export function createTabConnection(options: TabConnectionOptions): TabConnection {
  const { window, network, clock, work, connect, received, reconnected, ended } = options;
  const pending: Pending = new Map();
  const listeners = new Set<(connection: ConnectionNow) => void>();
  const outbox = createOutbox({ transmit, post: () => Promise.resolve(false), changed: tell, after: clock.after });
  // `undefined` while there is no network.
  let open: Connection | undefined;
  let isClosed = false;
  let lastId = 0;

  function dial(): void {
    const connection = connect({
      // Never within the server's own step: what it has said arrives later, as over a network.
      send: (text) =>
        queueMicrotask(() => {
          if (!isClosed && open === connection) receive(text);
        }),
      close(code) {
        if (open === connection) open = undefined;
        connection.closed();
        if (code === 4001 && !isClosed) ended();
      },
    });
    open = connection;
  }

  function receive(text: string): void {
    const frame: ServerFrame = JSON.parse(text);
    switch (frame[0]) {
      case "ok":
      case "no":
      case "to":
        pending.get(frame[1])?.(frame);
        return void pending.delete(frame[1]);
      default:
        received(frame, text);
    }
  }

  function send(frame: ClientFrame): void {
    if (!isClosed) open?.receiveText(JSON.stringify(frame));
  }

  function transmit(asked: Asked): Promise<boolean> {
    if (!open) return Promise.resolve(false);
    asked.sent = true;
    return new Promise((resolve) => {
      pending.set(asked.frame[1], (answer) => {
        if (answer) asked.answer(answer);
        resolve(answer !== undefined);
      });
      send(asked.frame);
    });
  }

  function request(frame: (id: number) => Request): Promise<Answer> {
    return new Promise((answer) => {
      const asked: Asked = { frame: frame(++lastId), answer };
      transmit(asked).then((isAnswered) => {
        if (!isAnswered) outbox.keep(asked);
      });
    });
  }

  function now(): ConnectionNow {
    return { state: network.isOffline ? "offline" : "online", waiting: outbox.actions };
  }

  function tell(): void {
    if (isClosed) return;
    const { state, waiting } = now();
    for (const listener of listeners) listener({ state, waiting });
    const { dataset } = window.document.documentElement;
    dataset.rallyConnection = state;
    if (waiting > 0) dataset.rallyWaiting = String(waiting);
    else delete dataset.rallyWaiting;
  }

  dial();

  return {
    transport: {
      get open() {
        return open !== undefined;
      },
      request,
      send,
    },
    get isClosed() {
      return isClosed;
    },
    drawn: (region) => open?.drawn?.(region, comparedOptions),
    onConnection(listener) {
      listeners.add(listener);
      // Later, because the loop that is told now is just being asked what it listens to.
      queueMicrotask(() => listeners.has(listener) && listener(now()));
      return () => void listeners.delete(listener);
    },
    lose() {
      open?.closed();
      open = undefined;
      for (const lose of pending.values()) lose();
      pending.clear();
      tell();
    },
    restore() {
      dial();
      tell();
      reconnected();
      work.watch("what has waited for a connection", outbox.drain());
    },
    close() {
      open?.closed();
      isClosed = true;
    },
  };
}
