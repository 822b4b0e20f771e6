import { deepStrictEqual, rejects, strictEqual, throws } from "node:assert";
import { Pool } from "./pool.ts";

function numbered(limit: number, patience?: number): { pool: Pool<number>; disposed: number[] } {
  const disposed: number[] = [];
  let next = 0;
  const pool = new Pool<number>({
    create: () => next++,
    dispose: (item) => void disposed.push(item),
    limit,
    patience: patience === undefined ? undefined : { milliseconds: patience, error: () => new Error("Waited") },
  });
  return { pool, disposed };
}

Deno.test("Pool makes items on demand up to its limit and uses free ones again", () => {
  const { pool } = numbered(2);
  deepStrictEqual([pool.take(), pool.take()], [0, 1]);
  pool.give(1);
  strictEqual(pool.take(), 1);
});

Deno.test("Pool hands an item to whoever has waited longest", async () => {
  const { pool } = numbered(1);
  const first = pool.take() as number;
  const order: string[] = [];
  strictEqual(pool.wanted, false);
  const waiting = ["a", "b", "c"].map(async (name) => {
    const item = await pool.take();
    order.push(name);
    pool.give(item);
  });
  strictEqual(pool.wanted, true);
  pool.give(first);
  await Promise.all(waiting);
  deepStrictEqual(order, ["a", "b", "c"]);
});

Deno.test("Pool refuses whoever waits longer than its patience, and only them", async () => {
  const { pool } = numbered(1, 1);
  const held = pool.take() as number;
  await rejects(async () => await pool.take(), /Waited/);
  pool.give(held);
  strictEqual(pool.take(), held);
});

Deno.test("Pool.close ends free items, refuses waiters and ends items that come back", async () => {
  const { pool, disposed } = numbered(2);
  const [first, second] = [pool.take(), pool.take()] as number[];
  const waiting = rejects(async () => await pool.take(), /it is closed/);
  pool.close();
  await waiting;
  pool.give(first);
  pool.give(second);
  deepStrictEqual(disposed, [0, 1]);
  throws(() => pool.take(), /it is closed/);
});
