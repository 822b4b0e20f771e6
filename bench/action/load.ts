/**
 * The clients, in a process of their own: `load.ts URL COOKIE CLIENTS MILLISECONDS`. Each has a socket and sends a save as
 * soon as its last one is answered. Prints a {@linkcode Load} as JSON.
 */
import { once } from "node:events";
import { WebSocket } from "ws";

/** What the clients have seen. */
export interface Load {
  /** Answers a second. */
  readonly rate: number;
  /** Milliseconds from sending to the answer. */
  readonly p50: number;
  readonly p99: number;
}

async function openSocket(url: string, cookie: string): Promise<WebSocket> {
  const address = `${url.replace("http", "ws").replace(/\/$/, "")}/_rally/socket`;
  const socket = new WebSocket(address, { headers: { cookie }, origin: url.replace(/\/$/, "") });
  await once(socket, "open");
  return socket;
}

/** Saves until the end, and gives how long each took. */
async function saveUntil(end: number, socket: WebSocket): Promise<number[]> {
  const times: number[] = [];
  let [id, sent] = [0, 0];
  const send = () => {
    const key = crypto.randomUUID();
    sent = performance.now();
    socket.send(JSON.stringify(["call", ++id, "/", "/", "save", ["Ada Lovelace"], key]));
  };
  const done = Promise.withResolvers<void>();
  socket.on("message", (data) => {
    const [kind, answered] = JSON.parse(String(data));
    if (answered !== id) return;
    if (kind !== "ok") return done.reject(new Error(`A save was refused: ${data}`));
    const now = performance.now();
    times.push(now - sent);
    if (now < end) send();
    else done.resolve();
  });
  send();
  await done.promise;
  return times;
}

if (import.meta.main) {
  const [url = "", cookie = "", clients, milliseconds] = Deno.args;
  const sockets = await Promise.all(Array.from({ length: Number(clients) }, () => openSocket(url, cookie)));
  const start = performance.now();
  const times = (await Promise.all(sockets.map((socket) => saveUntil(start + Number(milliseconds), socket)))).flat();
  const seconds = (performance.now() - start) / 1000;
  for (const socket of sockets) socket.terminate();
  times.sort((left, right) => left - right);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))]!;
  const load: Load = { rate: times.length / seconds, p50: at(0.5), p99: at(0.99) };
  console.log(JSON.stringify(load));
}
