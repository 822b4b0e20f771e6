/**
 * The closes that only a real socket knows: what is too long, and what is no text. A name says how its lines travel.
 *
 * @module
 */
import { listen } from "@rally/rally/server";
import { type RawData, WebSocket } from "ws";
import type { Client, Scene } from "./frame_player.ts";
import { startNotes } from "./notes_app.tsx";
import { wireTable } from "./wire_app.tsx";

/** A server on a port. At the end of a section it drains. */
export async function networkScene(): Promise<Scene> {
  const server = startNotes({ table: wireTable });
  const listening = await listen(server, { port: 0 });
  const ends: Promise<void>[] = [];
  return {
    async open(name, told) {
      const socket = new WebSocket(`${listening.url.replace("http", "ws")}/_rally/socket`);
      const ended = Promise.withResolvers<void>();
      ends.push(ended.promise);
      socket.once("close", (code, reason) => {
        told("x", `${code} ${reason}`.trimEnd());
        ended.resolve();
      });
      await heardBy(socket, told);
      return clientOf(name, socket, told, ended.promise);
    },
    settled: () => Promise.resolve(),
    async end() {
      await listening.drain();
      await Promise.all(ends);
      server.end();
    },
  };
}

type Told = Parameters<Scene["open"]>[1];

function clientOf(name: string, socket: WebSocket, told: Told, ended: Promise<void>): Client {
  return {
    async send(text) {
      if (name !== "binary" && name !== "long") {
        socket.send(text);
        return await heardBy(socket, told);
      }
      // The bytes of the line, or as many of them as it says.
      socket.send(name === "binary" ? new TextEncoder().encode(text) : "x".repeat(Number(text)));
      await ended;
    },
    gone() {},
  };
}

async function heardBy(socket: WebSocket, told: Told): Promise<void> {
  const data = await new Promise<RawData>((resolve) => socket.once("message", resolve));
  told("<", String(data));
}
