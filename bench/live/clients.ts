/**
 * The visitors, in a process of their own: `clients.ts URL PATH COUNT bare|idle|click`. Bare ones hold a socket and
 * nothing else; the others load the page and join it. Says `Ready` when all have come, and then waits to be ended; who
 * clicks does so once a second for some seconds, and the process prints {@linkcode Clicks} as JSON and ends.
 */
import { once } from "node:events";
import { WebSocket } from "ws";

/** Milliseconds from a click to its patch. */
export interface Clicks {
  readonly count: number;
  readonly p50: number;
  readonly p99: number;
}

const atOnce = 20;
/** How often a visitor tries to come. */
const tries = 5;
const seconds = 10;
/** Where the button of the small page stands: behind the count. */
const buttonSlot = 2;

/**
 * As a browser does, a visitor who was turned away comes again: when the machine is so busy that the server has not read
 * for ten seconds, it resets connections, and no longer has the pages of earlier documents.
 */
async function openSession(url: string, path: string, isBare: boolean): Promise<WebSocket> {
  for (let left = tries - 1;; left--) {
    const token = isBare ? undefined : await loadPage(url + path);
    const socket = new WebSocket(`${url.replace("http", "ws")}/_rally/socket`, { origin: url });
    try {
      await once(socket, "message");
      if (token !== undefined) await join(socket, path, token);
      return socket;
    } catch (error) {
      socket.terminate();
      if (left === 0) throw error;
      console.error(`A visitor of the bench comes again: ${error}`);
    }
  }
}

async function join(socket: WebSocket, path: string, token: string): Promise<void> {
  socket.send(JSON.stringify(["join", 1, path, token]));
  const [data] = await once(socket, "message");
  const answer = JSON.parse(String(data));
  if (answer[0] === "ok" && answer[2] === null) return;
  throw new Error(`The page was not taken over: ${String(data).slice(0, 200)}`);
}

async function loadPage(url: string): Promise<string> {
  const html = await (await fetch(url)).text();
  const token = /"token":"([^"]+)"/.exec(html)?.[1];
  if (!token) throw new Error(`${url} is no live page`);
  return token;
}

/** Clicks once a second, and gives how long each took. */
async function clickUntil(end: number, socket: WebSocket): Promise<number[]> {
  const times: number[] = [];
  // The visitors begin at different moments of the second.
  let due = performance.now() + Math.random() * 1000;
  for (; due < end; due += 1000) {
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
    const clicks = times.length + 1;
    const event = { type: "click", value: "", checked: false, key: "", form: [] };
    socket.send(JSON.stringify(["act", clicks, clicks, buttonSlot, event]));
    const [data] = await once(socket, "message");
    if (!String(data).includes(`"${clicks}"`)) throw new Error(`Click ${clicks} was answered by ${String(data)}`);
    // Whoever is late counts from when the click was due.
    times.push(performance.now() - due);
  }
  return times;
}

if (import.meta.main) {
  const [url = "", path = "", count, kind] = Deno.args;
  const sockets: WebSocket[] = [];
  const open = async () => {
    for (let next = started++; next < Number(count); next = started++) {
      sockets.push(await openSession(url, path, kind === "bare"));
    }
  };
  let started = 0;
  await Promise.all(Array.from({ length: atOnce }, open));
  if (kind !== "click") {
    console.log("Ready");
  } else {
    const end = performance.now() + seconds * 1000;
    const times = (await Promise.all(sockets.map((socket) => clickUntil(end, socket)))).flat();
    times.sort((left, right) => left - right);
    const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))]!;
    const clicks: Clicks = { count: times.length, p50: at(0.5), p99: at(0.99) };
    console.log(JSON.stringify(clicks));
    for (const socket of sockets) socket.terminate();
  }
}
