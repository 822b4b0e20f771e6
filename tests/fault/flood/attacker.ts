/**
 * One hostile client in a process of its own: `attacker.ts URL ATTACK ADDRESS`. It goes on until it is killed. What it
 * opens is opened again when the server ends it.
 */
import { connect } from "node:net";
import { WebSocket } from "ws";

const [url = "", attack = "", address = ""] = Deno.args;
const { port, hostname } = new URL(url);
const headers = { "x-forwarded-for": address };

/** Opens a socket, and another one as soon as it is gone. */
function keepOpen(use: (socket: WebSocket) => void): void {
  const socket = new WebSocket(`${url.replace("http", "ws")}/_rally/socket`, { headers });
  socket.on("open", () => use(socket));
  socket.on("error", () => socket.terminate());
  socket.on("close", () => setTimeout(() => keepOpen(use), 10));
}

/** Sends as much as the network takes. */
function flood(text: () => string, first?: string): void {
  keepOpen((socket) => {
    if (first !== undefined) socket.send(first);
    const pump = () => {
      if (socket.readyState !== socket.OPEN) return;
      for (let sent = 0; sent < 200 && socket.bufferedAmount < 1024 * 1024; sent++) socket.send(text());
      setImmediate(pump);
    };
    pump();
  });
}

/** Opens a connection that sends one piece after the other, slowly, and another one as soon as it is gone. */
function trickle(first: string, piece: string): void {
  const socket = connect(Number(port), hostname, () => socket.write(first));
  const timer = setInterval(() => socket.write(piece), 500);
  socket.on("error", () => socket.destroy());
  socket.on("close", () => {
    clearInterval(timer);
    setTimeout(() => trickle(first, piece), 10);
  });
  socket.resume();
}

function times(count: number, work: () => void): void {
  for (let at = 0; at < count; at++) work();
}

let id = 0;
const save = () => JSON.stringify(["call", ++id, "/saves/:id", "/saves/1", "save", ["x"], crypto.randomUUID()]);
const nested = `["call",1,"/saves/:id","/saves/1","save",${"[".repeat(30_000)}${"]".repeat(30_000)}]`;
const start = `host: a\r\nx-forwarded-for: ${address}\r\n`;
const join = JSON.stringify(["join", 1, "/rooms/0", ""]);
const click = () =>
  JSON.stringify(["act", ++id, 1, 1, { type: "click", value: "", checked: false, key: "", form: [] }]);
const tell = () => JSON.stringify(["call", ++id, "/rooms/:room", "/rooms/0", "tell", [`news ${id}`]]);

const attacks: Readonly<Record<string, () => void>> = {
  "saves without a pause": () => flood(save),
  "nested frames": () => flood(() => nested),
  "no frames at all": () => flood(() => "x"),
  "clicks on a live page": () => flood(click, join),
  // As many as one address may have, with the one that tells.
  "a topic of 199 live pages": () => {
    flood(tell);
    times(199, () => keepOpen((socket) => socket.send(join)));
  },
  "500 sockets": () => times(500, () => keepOpen(() => {})),
  "20 readers that do not read": () =>
    times(20, () =>
      keepOpen((socket) => {
        socket.pause();
        const ask = setInterval(() => socket.send(JSON.stringify(["go", ++id, "/about"])), 20);
        socket.on("close", () => clearInterval(ask));
      })),
  "500 slow headers": () => times(500, () => trickle(`GET / HTTP/1.1\r\n${start}`, "a: b\r\n")),
  "500 slow bodies": () =>
    times(500, () => trickle(`POST /_rally/frame HTTP/1.1\r\n${start}content-length: 60000\r\n\r\n`, "x")),
};

const chosen = attacks[attack];
if (!chosen) throw new Error(`Expected one of ${Object.keys(attacks).join(", ")}, got "${attack}"`);
chosen();
console.log("Attacking");
