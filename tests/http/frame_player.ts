/**
 * Plays a file of frames against a server, so that what it says can be compared byte by byte.
 *
 * ```
 * # a heading: what follows begins on a new server
 * > ["ping"]            a tab sends
 * < ["pong"]            and is told
 * tab2 > ["ping"]       another tab; each opens its socket with the first frame that it sends
 * program > ["ping"]    a program: a socket with the subprotocol rally.api
 * post > ["go",1,"/"]   the body of a POST /_rally/frame
 * post < 200 ["to",…]   and its answer
 * x 1007 …              the server closes that socket, with its code and reason
 * ```
 *
 * @module
 */
import type { ServerOptions } from "@rally/rally/server";
import type { Connection } from "../../runtime/server/connection.ts";
import { systemClock } from "../../runtime/live/clock.ts";
import { type NotesServer, startNotes } from "./notes_app.tsx";
import { wireTable } from "./wire_app.tsx";

/** One line of a file. */
export interface PlayedLine {
  /** Who sends or is told; `""` for the first tab. */
  readonly name: string;
  readonly mark: ">" | "<" | "x";
  readonly text: string;
}

/** Reads a line; `undefined` for a heading. */
export function readLine(line: string): PlayedLine | undefined {
  const [, name, mark, text] = /^(?:(\w+) )?([><x]) (.*)$/.exec(line) ?? [];
  return mark === undefined ? undefined : { name: name ?? "", mark: mark as PlayedLine["mark"], text: text! };
}

/** Prints a line. */
export function printLine({ name, mark, text }: PlayedLine): string {
  return `${name && `${name} `}${mark} ${text}`;
}

/** What each client of a section is asked to do, and where it ends. */
export interface Scene {
  /** Opens what a line is the first of. */
  open(name: string, told: (mark: "<" | "x", text: string) => void): Promise<Client> | Client;
  /** Resolves when nothing is under way. */
  settled(): Promise<void>;
  end(): Promise<void> | void;
}

/** Takes what one name sends. */
export interface Client {
  send(text: string): Promise<void> | void;
  gone(): void;
}

/** Sends what the lines send, and gives the lines with what the server says now. */
export async function play(lines: readonly string[], start: () => Promise<Scene> | Scene): Promise<string[]> {
  const played: string[] = [];
  for (const section of sectionsOf(lines)) {
    const restore = countIds();
    const scene = await start();
    try {
      await playSection(section, scene, played);
    } finally {
      await scene.end();
      restore();
    }
  }
  return played;
}

async function playSection(section: readonly string[], scene: Scene, played: string[]): Promise<void> {
  const clients = new Map<string, Client>();
  for (const line of section) {
    const read = readLine(line);
    if (!read) {
      played.push(line);
      continue;
    }
    if (read.mark !== ">") continue;
    const { name } = read;
    const told = (mark: "<" | "x", text: string) => {
      played.push(printLine({ name, mark, text }));
      if (mark === "x") clients.delete(name);
    };
    const client = clients.get(name) ?? await scene.open(name, told);
    clients.set(name, client);
    await scene.settled();
    played.push(line);
    if (clients.get(name) === client) await client.send(read.text);
    await scene.settled();
  }
  for (const client of clients.values()) client.gone();
}

function sectionsOf(lines: readonly string[]): string[][] {
  const sections: string[][] = [];
  for (const line of lines) {
    if (line.startsWith("# ") || sections.length === 0) sections.push([]);
    sections.at(-1)!.push(line);
  }
  return sections;
}

/** Ids that say nothing but which of them came first. */
function countIds(): () => void {
  const { randomUUID } = crypto;
  let count = 0;
  crypto.randomUUID = () => `${String(count++).padStart(8, "0")}-0000-4000-8000-000000000000`;
  return () => void (crypto.randomUUID = randomUUID);
}

/** A server without a network. */
export function sceneOf(options: Partial<ServerOptions>): Scene {
  const pending: Promise<unknown>[] = [];
  const clock = { ...systemClock, now: () => 0 };
  const watch = (_: string, work: Promise<unknown>) => void pending.push(work);
  const server = startNotes({ table: wireTable, clock, watch, ...options });
  return {
    open: (name, told) => name === "post" ? poster(server, told) : connected(server, name, told),
    async settled() {
      while (pending.length > 0) await Promise.allSettled(pending.splice(0));
    },
    end: () => server.end(),
  };
}

function poster(server: NotesServer, told: (mark: "<", text: string) => void): Client {
  return {
    async send(body) {
      const peer = { address: "203.0.113.1" };
      const response = await server.app.request("/_rally/frame", { method: "POST", body }, peer);
      told("<", `${response.status} ${await response.text()}`);
    },
    gone() {},
  };
}

/** The subprotocols by which a name opens its socket. */
const protocols: Readonly<Record<string, string>> = { program: "rally.api", stranger: "rally.api" };
const tokens: Readonly<Record<string, string>> = { stranger: "Bearer rally_nobody" };

function connected(server: NotesServer, name: string, told: (mark: "<" | "x", text: string) => void): Client {
  const headers = new Headers();
  if (protocols[name]) headers.set("sec-websocket-protocol", protocols[name]);
  if (tokens[name]) headers.set("authorization", tokens[name]);
  const connection: Connection = server.connect(new Request("http://localhost/_rally/socket", { headers }), {
    send: (text) => told("<", text),
    close(code, reason) {
      told("x", `${code} ${reason}`);
      connection.closed();
    },
  });
  return { send: (text) => connection.receiveText(text), gone: () => connection.closed() };
}
