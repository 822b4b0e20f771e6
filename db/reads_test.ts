import { deepStrictEqual, rejects, strictEqual } from "node:assert";
import { DatabaseBusy } from "./errors.ts";
import { command, count, insert, numbers, query, turn, withDatabase } from "./test_support.ts";
import type { Reader, Writer } from "./types.ts";

Deno.test("read never sees rows that are not committed", () =>
  withDatabase(async (database) => {
    const written = Promise.withResolvers<void>();
    const end = Promise.withResolvers<void>();
    const writing = database.write(async (db) => {
      await db.run(insert, [1n]);
      strictEqual(await db.first(count, []), 1);
      written.resolve();
      await end.promise;
    });
    await written.promise;
    strictEqual(await database.read((db) => db.first(count, [])), 0);
    end.resolve();
    await writing;
    strictEqual(await database.read((db) => db.first(count, [])), 1);
  }));

Deno.test("read sees one snapshot, taken at its first query, while others commit", () =>
  withDatabase(async (database) => {
    const save = (n: bigint) => database.write((db) => db.run(insert, [n]));
    await database.read(async (db) => {
      await save(1n);
      deepStrictEqual(await db.all(numbers, []), [1]);
      await save(2n);
      await turn();
      deepStrictEqual(await db.all(numbers, []), [1]);
      strictEqual(await database.read((other) => other.first(count, [])), 2);
    });
    deepStrictEqual(await database.read((db) => db.all(numbers, [])), [1, 2]);
  }));

Deno.test("read refuses its handle after the work has ended", () =>
  withDatabase(async (database) => {
    const kept = await database.read(async (db) => {
      await db.first(count, []);
      return { db };
    });
    await rejects(kept.db.first(count, []), { name: "TransactionEnded", message: /outlives its transaction/ });
    let failed: Reader | undefined;
    const work = database.read(async (db) => {
      failed = db;
      await db.first(query("broken", "SELECT * FROM missing"), []);
    });
    await rejects(work, /no such table/);
    await rejects(async () => await failed?.first(count, []), /outlives its transaction/);
  }));

Deno.test("read cannot write", () =>
  withDatabase(async (database) => {
    const sly = (db: Reader) => (db as Writer).run(insert, [1n]);
    await rejects(database.read(sly), /readonly/);
    await rejects(database.read((db) => db.all(command("sly", "DELETE FROM t RETURNING n"), [])), /readonly/);
    await rejects(database.read((db) => db.all(command("sly", "COMMIT"), [])), /expected a query/);
  }));

Deno.test("read lets parallel queries of one handle share their transaction", () =>
  withDatabase(async (database) => {
    await database.write((db) => db.run(insert, [1n]));
    const results = await database.read((db) => Promise.all([db.all(numbers, []), db.first(count, [])]));
    deepStrictEqual(results, [[1], 1]);
  }));

Deno.test("read waits for a reader in order when all are in use", () =>
  withDatabase(async (database) => {
    const order: number[] = [];
    await Promise.all([0, 1, 2, 3, 4].map((i) =>
      database.read(async (db) => {
        await db.first(count, []);
        order.push(i);
        await turn();
      })
    ));
    deepStrictEqual(order, [0, 1, 2, 3, 4]);
  }, { readers: 2 }));

Deno.test("read throws DatabaseBusy when no reader comes free: a read inside a read cannot hang", () =>
  withDatabase(async (database) => {
    await database.read(async (db) => {
      await db.first(count, []);
      await rejects(database.read((inner) => inner.first(count, [])), DatabaseBusy);
    });
    strictEqual(await database.read((db) => db.first(count, [])), 0);
  }, { readers: 1, busyTimeout: 2 }));
