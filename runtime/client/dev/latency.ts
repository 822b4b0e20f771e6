/**
 * Makes the connection of the page slow on purpose: every frame and every request that is sent waits first. Loaded
 * before the page's own scripts, which then find the slow connection.
 *
 * @module
 */
import { devQuery } from "../../wire/dev/dev_messages.ts";
import { socketPath } from "../../wire/frames.ts";

const storageKey = "rally dev latency";

/** The pause before each request, in milliseconds; it is kept for the tab. */
export function latency(): number {
  return Number(sessionStorage.getItem(storageKey) ?? 0) || 0;
}

/** Sets the pause. */
export function setLatency(ms: number): void {
  sessionStorage.setItem(storageKey, String(Math.max(0, ms)));
}

/** Puts itself before the sockets and requests of the document. */
export function slowDown(): void {
  const { send } = WebSocket.prototype;
  WebSocket.prototype.send = function (data) {
    const ms = this.url.includes(`${socketPath}?${devQuery}`) ? 0 : latency();
    if (ms === 0) return send.call(this, data);
    // Equal pauses keep the order. The socket may be gone by then, as on a slow network.
    setTimeout(() => this.readyState === WebSocket.OPEN && send.call(this, data), ms);
  };
  const request = globalThis.fetch;
  globalThis.fetch = async (...given) => {
    const ms = latency();
    if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
    return await request(...given);
  };
}
