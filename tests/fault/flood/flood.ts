/**
 * How long the saves of 100 visitors take while one client is hostile, and while none is: in turns, on one server.
 *
 * @module
 */
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { WebSocket } from "ws";
import { startProcess } from "../saves_process.ts";

/** Everything that `attacker.ts` does. */
export const ownAttacks = [
  "saves without a pause",
  "nested frames",
  "no frames at all",
  "500 sockets",
  "20 readers that do not read",
  "500 slow headers",
  "500 slow bodies",
] as const;

/** The same by slowhttptest, where it is installed: slow headers, bodies and readers of 500 connections. */
export const foreignAttacks = ["slowhttptest -H", "slowhttptest -B", "slowhttptest -X"] as const;

/** One of them. */
export type Attack = typeof ownAttacks[number] | typeof foreignAttacks[number];

/** The 99th percentile of the visitors' saves, in milliseconds; one of each for each round. */
export interface Flood {
  readonly quiet: readonly number[];
  readonly attacked: readonly number[];
}

const visitors = 100;
const pauseMs = 500;

/** Measures one attack. Every save of every visitor has to be answered `ok`. */
export async function measureFlood(
  attack: Attack,
  { rounds, milliseconds }: { readonly rounds: number; readonly milliseconds: number },
): Promise<Flood> {
  const folder = Deno.makeTempDirSync();
  const server = await startProcess(`${folder}/app.db`, { script: "flood/server.ts" });
  const quiet: number[] = [];
  const attacked: number[] = [];
  try {
    const sockets = await Promise.all(Array.from({ length: visitors }, (_, at) => openVisitor(server.url, at)));
    await saveFor(sockets, milliseconds);
    for (let round = 0; round < rounds; round++) {
      quiet.push(percentile99(await saveFor(sockets, milliseconds)));
      const stop = await startAttack(attack, server.url);
      attacked.push(percentile99(await saveFor(sockets, milliseconds)));
      await stop();
    }
    for (const socket of sockets) socket.terminate();
  } finally {
    server.kill();
    await server.gone;
    Deno.removeSync(folder, { recursive: true });
  }
  return { quiet, attacked };
}

async function openVisitor(url: string, at: number): Promise<WebSocket> {
  const headers = { "x-forwarded-for": `198.51.100.${at}` };
  const socket = new WebSocket(`${url.replace("http", "ws")}/_rally/socket`, { headers });
  await once(socket, "message");
  return socket;
}

/** Everybody saves twice a second, each at a moment of her own. Gives the milliseconds to each answer. */
async function saveFor(sockets: readonly WebSocket[], milliseconds: number): Promise<number[]> {
  const end = performance.now() + milliseconds;
  const times = await Promise.all(sockets.map((socket, at) => saveUntil(end, socket, pauseMs * at / visitors)));
  return times.flat();
}

let saved = 0;

async function saveUntil(end: number, socket: WebSocket, first: number): Promise<number[]> {
  const times: number[] = [];
  for (let due = performance.now() + first; due < end; due += pauseMs) {
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
    const id = ++saved;
    const answer = answerTo(socket, id);
    socket.send(JSON.stringify(["call", id, "/saves/:id", "/saves/1", "save", ["a save"], crypto.randomUUID()]));
    const [kind, , refusal] = await answer;
    if (kind !== "ok") throw new Error(`A visitor's save was refused: ${JSON.stringify(refusal)}`);
    times.push(performance.now() - due);
  }
  return times;
}

function answerTo(socket: WebSocket, id: number): Promise<readonly unknown[]> {
  return new Promise((resolve, reject) => {
    socket.once("close", reject);
    socket.on("message", function hear(data) {
      const frame = JSON.parse(String(data));
      if (frame[1] !== id) return;
      socket.off("message", hear).off("close", reject);
      resolve(frame);
    });
  });
}

/** Starts a process that attacks; resolves once it does, with what ends it. */
async function startAttack(attack: Attack, url: string): Promise<() => Promise<void>> {
  const script = fileURLToPath(new URL("attacker.ts", import.meta.url));
  const [program, way] = attack.split(" ");
  // It shares this machine's cores with those whose time is taken, so it gets what they leave.
  const args = program === "slowhttptest"
    ? ["slowhttptest", way!, "-c", "500", "-r", "500", "-i", "1", "-l", "60", "-u", `${url}/about`]
    : [Deno.execPath(), "run", "-A", "--no-check", script, url, attack];
  const process = new Deno.Command("nice", { args: ["-n", "19", ...args], stdout: "piped", stderr: "null" }).spawn();
  const output = process.stdout.getReader();
  await output.read();
  let isOver = false;
  const over = process.status.then(() => void (isOver = true));
  return async () => {
    // An attacker gives up when the server has dropped all that it opened.
    if (!isOver) process.kill("SIGKILL");
    await output.cancel();
    await over;
  };
}

function percentile99(times: readonly number[]): number {
  const sorted = times.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length * 0.99)]!;
}
