import { ok, strictEqual } from "node:assert";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { freePort } from "./demo.ts";

Deno.test("freePort passes over a port in use", async () => {
  const taken = createServer().listen(0, "127.0.0.1");
  await once(taken, "listening");
  const { port } = taken.address() as AddressInfo;
  const free = await freePort(port);
  ok(free > port);
  taken.close();
  await once(taken, "close");
  strictEqual(await freePort(free), free);
});
