import { deepStrictEqual, ok, strictEqual } from "node:assert";
import { execFileSync } from "node:child_process";
import { HolderWatch } from "./holder_watch.ts";
import { turn } from "./test_support.ts";

Deno.test("HolderWatch names a holder once, then stops it", async () => {
  const watch = new HolderWatch({ slowAfter: 2, timeout: 8 });
  const told: string[] = [];
  const expired = Promise.withResolvers<void>();
  watch.start({
    name: "a",
    slow: (held) => void told.push(`slow ${held >= 2 && held < 8}`),
    expire: () => expired.resolve(void told.push("expired")),
  }, performance.now());
  await expired.promise;
  await turn();
  deepStrictEqual(told, ["slow true", "expired"]);
  watch.close();
});

Deno.test("HolderWatch gives each holder its whole time, though the timer was started for another", async () => {
  const watch = new HolderWatch({ slowAfter: 20, timeout: 20 });
  const slow = () => {};
  const began = performance.now();
  watch.start({ name: "a", slow, expire() {} }, began);
  while (performance.now() - began < 15) await turn();
  watch.stop();
  const since = performance.now();
  const expired = Promise.withResolvers<void>();
  watch.start({ name: "b", slow, expire: expired.resolve }, since);
  await expired.promise;
  // A timer may be early by less than a millisecond.
  ok(performance.now() - since > 17, `expired after ${performance.now() - since} ms`);
  watch.close();
});

Deno.test("HolderWatch counts a process that stands still as one tick", async () => {
  const watch = new HolderWatch({ slowAfter: 1_000, timeout: 40 });
  const expire = () => ok(false, "it did nothing but queries");
  watch.start({ name: "a", expire }, performance.now());
  const began = performance.now();
  while (performance.now() - began < 100);
  await turn();
  watch.stop();
  watch.close();
});

Deno.test("a database that nobody writes to keeps no process alive", () => {
  const script = `
    import { openDatabase } from ${JSON.stringify(import.meta.resolve("./open.ts"))};
    const database = openDatabase(Deno.makeTempDirSync() + "/app.db", { writerTimeout: 3_600_000 });
    const create = { name: "create", sql: "CREATE TABLE t (n INTEGER)", row() { throw 1; } };
    await database.write((db) => db.run(create, []));
    console.log("written");`;
  const args = ["eval", "--ext=ts", script];
  strictEqual(execFileSync(Deno.execPath(), args, { encoding: "utf8", timeout: 60_000 }), "written\n");
});
