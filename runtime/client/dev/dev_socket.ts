/**
 * The socket of the overlay and the panel, beside the one of the page: it is there on pages without a loop too.
 *
 * @module
 */
import { type DevMessage, devQuery, type PageMessage } from "../../wire/dev/dev_messages.ts";
import { socketPath } from "../../wire/frames.ts";

/** The open end of the socket. */
export interface DevSocket {
  /** Dropped while there is no connection. */
  send(message: PageMessage): void;
}

/** The server is back in a moment after a restart, and the author is waiting for it. */
const pauseMs = 100;

/** Opens the socket and keeps it open. */
export function openDevSocket(received: (message: DevMessage) => void): DevSocket {
  let socket: WebSocket | undefined;
  let queue: PageMessage[] = [];

  function connect(): void {
    const address = `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}${socketPath}?${devQuery}`;
    const mine = socket = new WebSocket(address);
    mine.onopen = () => {
      for (const message of queue.splice(0)) mine.send(JSON.stringify(message));
    };
    mine.onmessage = ({ data }) => received(JSON.parse(data));
    mine.onclose = () => setTimeout(connect, pauseMs);
  }

  connect();
  addEventListener("pagehide", () => {
    if (socket) socket.onclose = null;
    socket?.close();
  });
  addEventListener("pageshow", ({ persisted }) => persisted && connect());

  return {
    send(message) {
      if (socket?.readyState === 1) socket.send(JSON.stringify(message));
      else queue = [...queue.filter(([kind]) => kind !== message[0]), message];
    },
  };
}
