/**
 * The clients, in a process of their own: `load.ts URL COOKIE CLIENTS MILLISECONDS [PAUSE]`. Each has a socket and sends a
 * save as soon as its last one is answered; with a pause, every so many milliseconds at the soonest. Prints a
 * {@linkcode Load} as JSON.
 */
import { once } from "node:events";
import { WebSocket } from "ws";

/** What the clients have seen. */
export interface Load {
  /** Answers a second. */
  readonly rate: number;
  /** Milliseconds to the answer from when the save was to be sent. */
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
async function saveUntil(end: number, socket: WebSocket, pause: number): Promise<number[]> {
  const times: number[] = [];
  // The clients begin at different moments of the pause.
  let due = performance.now() + Math.random() * pause;
  let id = 0;
  const send = () => {
    const key = crypto.randomUUID();
    socket.send(JSON.stringify(["call", ++id, "/", "/", "save", ["Ada Lovelace"], key]));
  };
  const done = Promise.withResolvers<void>();
  socket.on("message", (data) => {
    const [kind, answered] = JSON.parse(String(data));
    if (answered !== id) return;
    if (kind !== "ok") return done.reject(new Error(`A save was refused: ${data}`));
    const now = performance.now();
    times.push(now - due);
    // Whoever is late sends at once, and the time is counted from when it was due.
    due = pause === 0 ? now : due + pause;
    if (due >= end) done.resolve();
    else if (due <= now) send();
    else setTimeout(send, due - now);
  });
  setTimeout(send, Math.max(0, due - performance.now()));
  await done.promise;
  return times;
}

if (import.meta.main) {
  const [url = "", cookie = "", clients, milliseconds, pause = "0"] = Deno.args;
  const sockets = await Promise.all(Array.from({ length: Number(clients) }, () => openSocket(url, cookie)));
  const start = performance.now();
  const end = start + Number(milliseconds);
  const times = (await Promise.all(sockets.map((socket) => saveUntil(end, socket, Number(pause))))).flat();
  const seconds = (performance.now() - start) / 1000;
  for (const socket of sockets) socket.terminate();
  times.sort((left, right) => left - right);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))]!;
  const load: Load = { rate: times.length / seconds, p50: at(0.5), p99: at(0.99) };
  console.log(JSON.stringify(load));
}
