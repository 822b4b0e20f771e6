import { deepStrictEqual, ok, strictEqual } from "node:assert";
import { createTestClock } from "../testing/test_clock.ts";
import { createHeartbeats } from "./heartbeat.ts";

const settled = () => Promise.resolve();

function beating() {
  const clock = createTestClock();
  const said: string[] = [];
  const socket = { ping: () => void said.push("ping"), terminate: () => void said.push("terminate") };
  return { clock, said, ...createHeartbeats(clock.after)(socket) };
}

Deno.test("createHeartbeats() frees a socket within 45 seconds of its last word, whenever that was", async () => {
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

Deno.test("createHeartbeats() keeps a socket that answers", async () => {
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

Deno.test("createHeartbeats() pings each socket in its own time, by one timer that stops with the last of them", async () => {
  const clock = createTestClock();
  let timers = 0;
  const start = createHeartbeats((ms, work) => {
    timers += 1;
    const prevent = clock.after(ms, () => {
      timers -= 1;
      work();
    });
    return () => {
      timers -= 1;
      prevent();
    };
  });
  const pings: string[] = [];
  const named = (name: string) => ({ ping: () => void pings.push(name), terminate() {} });
  const early = start(named("early"));
  await clock.advance(5000, settled);
  const late = start(named("late"));
  strictEqual(timers, 1);
  await clock.advance(15_000, settled);
  deepStrictEqual(pings, ["early"]);
  await clock.advance(5000, settled);
  deepStrictEqual(pings, ["early", "late"]);
  early.stop();
  early.stop();
  strictEqual(timers, 1);
  late.stop();
  strictEqual(timers, 0);
});
