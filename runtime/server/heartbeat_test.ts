import { deepStrictEqual, ok, strictEqual } from "node:assert";
import { createTestClock } from "../testing/test_clock.ts";
import { startHeartbeat } from "./heartbeat.ts";

const settled = () => Promise.resolve();

function beating() {
  const clock = createTestClock();
  const said: string[] = [];
  const socket = { ping: () => void said.push("ping"), terminate: () => void said.push("terminate") };
  return { clock, said, ...startHeartbeat(socket, clock.after) };
}

Deno.test("startHeartbeat() frees a socket within 45 seconds of its last word, whenever that was", async () => {
  for (const wordAt of [0, 1, 19_999, 20_000, 20_001, 39_999]) {
    const { clock, said, heard, stop } = beating();
    await clock.advance(wordAt, settled);
    heard();
    strictEqual(said.includes("terminate"), false);
    await clock.advance(20_000, settled);
    ok(!said.includes("terminate"), "one ping may be lost");
    await clock.advance(25_000, settled);
    ok(said.includes("terminate"), `after a word at ${wordAt} ms`);
    stop();
  }
});

Deno.test("startHeartbeat() keeps a socket that answers", async () => {
  const { clock, said, heard, stop } = beating();
  for (let at = 0; at < 10; at++) {
    await clock.advance(20_000, settled);
    heard();
  }
  deepStrictEqual(said, Array(10).fill("ping"));
  stop();
  await clock.advance(100_000, settled);
  strictEqual(said.length, 10);
});
