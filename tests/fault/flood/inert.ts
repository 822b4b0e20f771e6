/**
 * A server that an attacker can do no harm: it accepts what is opened, upgrades sockets, and throws away what comes. What
 * an attack costs others while it goes here is what it takes from the machine, and not from the server that they use.
 */
import { createHash } from "node:crypto";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";

/** Of RFC 6455, section 1.3. */
const acceptGuid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

const server = createServer((socket) => {
  socket.on("error", () => socket.destroy());
  socket.once("data", (head) => {
    const key = /^sec-websocket-key: *(\S+)/im.exec(String(head))?.[1];
    if (key === undefined) return;
    const accept = createHash("sha1").update(key + acceptGuid).digest("base64");
    const headers = ["upgrade: websocket", "connection: upgrade", `sec-websocket-accept: ${accept}`];
    socket.write(`HTTP/1.1 101 Switching Protocols\r\n${headers.join("\r\n")}\r\n\r\n`);
  });
  socket.resume();
});
server.listen(0, "127.0.0.1");
await once(server, "listening");
console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
