/**
 * The same insert by hand, in a process of its own: a socket server, a prepared statement, a commit for each message.
 * `bare.ts DATABASE` prints its port.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { WebSocketServer } from "ws";
import { openConnection } from "../../db/connection.ts";

const connection = openConnection(Deno.args[0]!);
connection.exec("CREATE TABLE guests (id INTEGER PRIMARY KEY NOT NULL, name TEXT NOT NULL) STRICT");
const insert = connection.prepare("INSERT INTO guests (name) VALUES (?1) RETURNING id");

const server = createServer();
new WebSocketServer({ server }).on("connection", (socket) => {
  socket.on("message", (data) => {
    const [, id, , , , [name]] = JSON.parse(String(data));
    socket.send(JSON.stringify(["ok", id, [insert.get([name])![0], name]]));
  });
});
server.listen(
  0,
  "127.0.0.1",
  () => console.log(`Listening on http://127.0.0.1:${(server.address() as AddressInfo).port}`),
);
