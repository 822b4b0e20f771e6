import { ok } from "node:assert";
import { once } from "node:events";
import { type AddressInfo, connect, createServer } from "node:net";
import { afterInput } from "./after_input.ts";

Deno.test("afterInput() lets what comes over the network in between pieces of work that never end", async () => {
  const server = createServer((socket) => socket.pipe(socket));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const client = connect((server.address() as AddressInfo).port, "127.0.0.1");
  await once(client, "connect");
  let answered = false;
  client.once("data", () => answered = true);
  client.write("a question");
  // To the server and back: two looks at the network are enough. An immediate after the other takes 61 turns for one.
  let turns = 0;
  await new Promise<void>((resolve) => {
    const work = () => {
      const end = performance.now() + 2;
      while (performance.now() < end);
      if (answered || ++turns === 50) resolve();
      else afterInput(work);
    };
    work();
  });
  client.destroy();
  server.close();
  ok(answered, `nothing was answered in ${turns} turns`);
});
