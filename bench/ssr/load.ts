/**
 * Loads a server on the loopback address: a fixed number of connections, each asking again as soon as it is answered.
 * Answers are counted by their length, so that the load costs little beside what it measures.
 */
import { once } from "node:events";
import { connect, type Socket } from "node:net";

/** What to ask, how often at once, and for how long. */
export interface LoadOptions {
  readonly port: number;
  readonly path: string;
  readonly connections: number;
  readonly milliseconds: number;
}

/** Answers per second. */
export async function load({ port, path, connections, milliseconds }: LoadOptions): Promise<number> {
  const request = `GET ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\n\r\n`;
  const length = await answerLength(port, request);
  const start = performance.now();
  const end = start + milliseconds;
  const counts = await Promise.all(Array.from({ length: connections }, () => askUntil(end, port, request, length)));
  return counts.reduce((sum, count) => sum + count, 0) / (performance.now() - start) * 1000;
}

async function askUntil(end: number, port: number, request: string, length: number): Promise<number> {
  const socket = connect(port, "127.0.0.1");
  await once(socket, "connect");
  let [answers, received] = [0, 0];
  socket.on("data", (bytes) => {
    received += bytes.length;
    if (received < length) return;
    received -= length;
    answers++;
    if (performance.now() < end) socket.write(request);
    else socket.end();
  });
  socket.write(request);
  await once(socket, "close");
  return answers;
}

/** Head and body of one answer. It is the same every time: the only header that changes, `Date`, has a fixed length. */
async function answerLength(port: number, request: string): Promise<number> {
  const socket = connect(port, "127.0.0.1").setEncoding("latin1");
  socket.write(request);
  const length = await readLength(socket);
  socket.destroy();
  return length;
}

async function readLength(socket: Socket): Promise<number> {
  let text = "";
  for await (const part of socket) {
    text += part;
    const end = text.indexOf("\r\n\r\n");
    if (end < 0) continue;
    if (!text.startsWith("HTTP/1.1 200")) {
      throw new Error(`Cannot measure this answer: got "${text.split("\r\n")[0]}", expected 200`);
    }
    const body = /content-length: (\d+)/i.exec(text.slice(0, end))?.[1];
    if (body === undefined) throw new Error("Cannot measure this answer: got no Content-Length, expected one");
    return end + 4 + Number(body);
  }
  throw new Error("Cannot measure this answer: the connection was closed");
}
