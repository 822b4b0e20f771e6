/**
 * How long 100 visitors wait while one client is hostile, and while none is: in turns, on one server. Half of them save,
 * the others click on a live page of their own and wait for its patch. The attacker shares this machine's cores with them,
 * at the lowest priority; what that costs is measured too.
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
  "clicks on a live page",
  "a topic of 199 live pages",
  "500 sockets",
  "20 readers that do not read",
  "500 slow headers",
  "500 slow bodies",
] as const;

/** The same by slowhttptest, where it is installed: slow headers, bodies and readers of 500 connections. */
export const foreignAttacks = ["slowhttptest -H", "slowhttptest -B", "slowhttptest -X"] as const;

/** One of them. */
export type Attack = typeof ownAttacks[number] | typeof foreignAttacks[number];

/** The 99th percentile of the visitors' waits, in milliseconds; one of each for each round. */
export interface Flood {
  readonly quiet: readonly number[];
  /** The same attack goes to another server on this machine: what it costs is the machine's part. */
  readonly elsewhere: readonly number[];
  readonly attacked: readonly number[];
}

/** A server with its visitors. */
export interface FloodedServer {
  /** Measures one attack. Everything that a visitor asks has to be answered. */
  measure(attack: Attack, options: FloodOptions): Promise<Flood>;
  stop(): Promise<void>;
}

/** How long an attack is measured. */
export interface FloodOptions {
  readonly rounds: number;
  /** Of each third of a round: without the attack, with it elsewhere, and with it here. */
  readonly milliseconds: number;
}

const visitors = 100;
const pauseMs = 500;
/** The code that answers is compiled while it is used. */
const warmUpMs = 1_500;
const settleMs = 1_000;

/** Starts a server whose visitors have come. */
export async function startFloodedServer(): Promise<FloodedServer> {
  const folder = Deno.makeTempDirSync();
  const server = await startProcess(`${folder}/app.db`, { script: "flood/server.ts" });
  const inert = await startProcess("", { script: "flood/inert.ts" });
  const present = await Promise.all(Array.from({ length: visitors }, (_, at) => openVisitor(server.url, at)));
  await visitFor(present, warmUpMs);
  let attacks = 0;
  return {
    async measure(attack, { rounds, milliseconds }) {
      const [quiet, elsewhere, attacked]: number[][] = [[], [], []];
      // Each attack comes from an address that has done nothing yet.
      const address = `203.0.113.${++attacks}`;
      const visit = async () => percentile99(await visitFor(present, milliseconds));
      const visitUnder = async (url: string) => {
        const stop = await startAttack(attack, url, address);
        const p99 = await visit();
        await stop();
        // What was open closes now, which would count for what comes next.
        await visitFor(present, settleMs);
        return p99;
      };
      for (let round = 0; round < rounds; round++) {
        quiet.push(await visit());
        elsewhere.push(await visitUnder(inert.url));
        attacked.push(await visitUnder(server.url));
      }
      return { quiet, elsewhere, attacked };
    },
    async stop() {
      for (const { socket } of present) socket.terminate();
      for (const process of [server, inert]) {
        process.kill();
        await process.gone;
      }
      Deno.removeSync(folder, { recursive: true });
    },
  };
}

interface Visitor {
  readonly socket: WebSocket;
  /** Does what she does, once. */
  act(): Promise<void>;
}

async function openVisitor(url: string, at: number): Promise<Visitor> {
  const headers = { "x-forwarded-for": `198.51.100.${at}` };
  const socket = new WebSocket(`${url.replace("http", "ws")}/_rally/socket`, { headers });
  await once(socket, "message");
  return { socket, act: at % 2 === 0 ? () => save(socket) : await joinRoom(socket, at + 1) };
}

let saved = 0;

async function save(socket: WebSocket): Promise<void> {
  const id = ++saved;
  const [kind, , refusal] = await answerTo(
    socket,
    ["call", id, "/saves/:id", "/saves/1", "save", ["a save"], crypto.randomUUID()],
    ([, answered]) => answered === id,
  );
  if (kind !== "ok") throw new Error(`A visitor's save was refused: ${JSON.stringify(refusal)}`);
}

const click = { type: "click", value: "", checked: false, key: "", form: [] };

/** Joins a live page; gives what clicks on its button. */
async function joinRoom(socket: WebSocket, room: number): Promise<() => Promise<void>> {
  await answerTo(socket, ["join", 0, `/rooms/${room}`, ""], ([kind]) => kind === "ok");
  let [ref, version] = [0, 1];
  return async () => {
    const mine = ++ref;
    const [, ...patch] = await answerTo(
      socket,
      ["act", mine, version++, 1, click],
      ([answered]) => answered === mine,
    );
    if (patch.length === 0) throw new Error("A visitor's click changed nothing");
  };
}

/** Everybody does something twice a second, each at a moment of her own. Gives the milliseconds to each answer. */
async function visitFor(present: readonly Visitor[], milliseconds: number): Promise<number[]> {
  const end = performance.now() + milliseconds;
  const times = await Promise.all(present.map((visitor, at) => visitUntil(end, visitor, pauseMs * at / visitors)));
  return times.flat();
}

async function visitUntil(end: number, visitor: Visitor, first: number): Promise<number[]> {
  const times: number[] = [];
  for (let due = performance.now() + first; due < end; due += pauseMs) {
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
    await visitor.act();
    times.push(performance.now() - due);
  }
  return times;
}

function answerTo(
  socket: WebSocket,
  frame: unknown,
  isAnswer: (frame: readonly unknown[]) => boolean,
): Promise<readonly unknown[]> {
  return new Promise((resolve, reject) => {
    socket.once("close", reject);
    socket.on("message", function hear(data) {
      const frame = JSON.parse(String(data));
      if (!isAnswer(frame)) return;
      socket.off("message", hear).off("close", reject);
      resolve(frame);
    });
    socket.send(JSON.stringify(frame));
  });
}

/** Starts a process that attacks; resolves once it does, with what ends it. */
async function startAttack(attack: Attack, url: string, address: string): Promise<() => Promise<void>> {
  const script = fileURLToPath(new URL("attacker.ts", import.meta.url));
  const [program, way] = attack.split(" ");
  const args = program === "slowhttptest"
    ? ["stdbuf", "-oL", "slowhttptest", way!, "-c", "500", "-r", "500", "-i", "1", "-l", "60", "-u", `${url}/about`]
    : [Deno.execPath(), "run", "-A", "--no-check", script, url, attack, address];
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
