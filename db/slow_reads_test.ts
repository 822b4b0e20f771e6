import { deepStrictEqual, ok, rejects, strictEqual } from "node:assert";
import { nodeSqlite } from "./drivers/node_sqlite.ts";
import { openNodeThread } from "./drivers/node_thread.ts";
import { SlowReads } from "./slow_reads.ts";
import { count, insert, numbers, query, turn, withDatabase, withFolder } from "./test_support.ts";
import type { Query, ReadingThread, SqlValue } from "./types.ts";

const slowNumbers: Query<number> = { ...numbers, slow: true };
const echo: Query<SqlValue> = { ...query("echo", "SELECT ?1"), slow: true };
/** Counts to a number, which takes a second for about ten millions. */
const countTo: Query<number> = {
  ...query<number>(
    "countTo",
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1) SELECT count(*) FROM n",
  ),
  slow: true,
};

/** A thread whose statements end when the test says so. */
class FakeThread implements ReadingThread {
  static readonly started: FakeThread[] = [];
  isGone = false;
  isClosed = false;
  readonly running: { sql: string; end: (rows: SqlValue[][]) => void; fail: (error: Error) => void }[] = [];

  constructor() {
    FakeThread.started.push(this);
  }

  read(sql: string, _values: readonly SqlValue[], part: (rows: SqlValue[][]) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      this.running.push({
        sql,
        end(rows) {
          part(rows);
          resolve();
        },
        fail: reject,
      });
    });
  }

  close(): void {
    this.isClosed = true;
  }
}

function fakeReads(limits: { threads: number; waiting: number; timeout: number }) {
  FakeThread.started.length = 0;
  return { reads: new SlowReads(() => new FakeThread(), limits), threads: FakeThread.started };
}

Deno.test("a slow read has a snapshot of its own, newer than that of the reads around it", async () => {
  await withDatabase(async (database) => {
    await database.read(async (db) => {
      deepStrictEqual(await db.all(numbers, []), []);
      await database.write((writer) => writer.run(insert, [1n]));
      deepStrictEqual(await db.all(slowNumbers, []), [1]);
      strictEqual(await db.first({ ...count, slow: true }, []), 1);
      deepStrictEqual(await db.all(numbers, []), []);
    });
  });
});

Deno.test("a slow read in a write transaction is part of it, and sees what it has written", async () => {
  await withDatabase(async (database) => {
    await database.write(async (db) => {
      await db.run(insert, [7n]);
      deepStrictEqual(await db.all(slowNumbers, []), [7]);
    });
  });
});

Deno.test("a slow read is one like any other where there are no threads, or none are wanted", async () => {
  const { name, open } = nodeSqlite;
  for (const options of [{ slowReads: false as const }, { driver: { name, open } }]) {
    await withDatabase(async (database) => {
      await database.read(async (db) => {
        deepStrictEqual(await db.all(numbers, []), []);
        await database.write((writer) => writer.run(insert, [1n]));
        deepStrictEqual(await db.all(slowNumbers, []), []);
      });
    }, options);
  }
});

Deno.test("a thread gives every value as the main thread does, and refuses the same", async () => {
  await withDatabase(async (database) => {
    const values = [
      null,
      5n,
      2n ** 60n,
      -(2n ** 63n) + 1n,
      0.5,
      "",
      "Montréal 🏒",
      new Uint8Array([1, 0]),
      new Uint8Array(),
    ];
    await database.read(async (db) => {
      for (const value of values) {
        const inline = await db.first({ ...echo, slow: false }, [value]);
        deepStrictEqual(await db.first(echo, [value]), inline);
      }
      for (const bad of [undefined, NaN, "a\0b", 2n ** 63n, new Date(0)]) {
        await rejects(db.all(echo, [bad as SqlValue]), { name: "TypeError", message: /parameter 1: got/ });
      }
      await rejects(db.all(echo, []), /got 0, expected 1/);
      // The thread goes on.
      strictEqual(await db.first(echo, ["still here"]), "still here");
    });
  });
});

Deno.test("a thread reads many rows, and tells the errors of SQLite and of rows with their query", async () => {
  await withDatabase(async (database) => {
    const many: Query<number> = {
      ...query<number>("many", "WITH n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2500) SELECT i FROM n"),
      slow: true,
    };
    const missing: Query<number> = { ...query<number>("missing", "SELECT * FROM missing"), slow: true };
    const wrong: Query<number> = {
      ...many,
      row() {
        throw new TypeError('Cannot read column "i" of query "many"');
      },
    };
    await database.read(async (db) => {
      deepStrictEqual(await db.all(many, []), Array.from({ length: 2_500 }, (_, at) => at + 1));
      await rejects(db.all(missing, []), { message: "no such table: missing" });
      await rejects(db.all(wrong, []), { message: 'Cannot read column "i" of query "many"' });
      const write: Query<number> = {
        ...query<number>("write", "INSERT INTO t (n) VALUES (1) RETURNING n"),
        slow: true,
      };
      await rejects(db.all(write, []), { message: /readonly/ });
    });
  });
});

Deno.test("the event loop turns while a slow read runs, and its time limit is kept to", async () => {
  await withDatabase(async (database) => {
    let turns = 0;
    let isOver = false;
    const reading = database.read(async (db) => {
      // More than any machine counts within the limit.
      await rejects(db.first(countTo, [10_000_000n]), {
        name: "ReadTimeout",
        message: 'Query "countTo" is given up: it ran for more than 100 ms\n' +
          "hint: look at its plan, an index may be missing; or give slow reads more time",
      });
      isOver = true;
      // Given up, and still running: another thread serves this one.
      strictEqual(await db.first(echo, ["next"]), "next");
    });
    while (!isOver) {
      await turn();
      turns += 1;
    }
    await reading;
    ok(turns > 10, `got ${turns} turns`);
  }, { slowReads: { timeout: 100 } });
});

Deno.test("a slow read outlives its transaction no more than any other", async () => {
  await withDatabase(async (database) => {
    const handle = await database.read((db) => ({ db }));
    await rejects(handle.db.all(slowNumbers, []), { name: "TransactionEnded" });
  });
});

Deno.test("slow reads wait for a thread in order, and no more than may wait", async () => {
  const { reads, threads } = fakeReads({ threads: 1, waiting: 1, timeout: 60_000 });
  const first = reads.all(numbers, []);
  const second = reads.all(numbers, []);
  await rejects(reads.all(numbers, []), {
    name: "DatabaseBusy",
    message: /^Query "numbers" failed: all 1 threads .* 0 of them .* at most 1 reads wait\nhint: /,
  });
  await turn();
  strictEqual(threads.length, 1);
  threads[0].running[0].end([[1]]);
  deepStrictEqual(await first, [1]);
  await turn();
  threads[0].running[1].end([[2]]);
  deepStrictEqual(await second, [2]);
  reads.close();
  ok(threads[0].isClosed);
});

Deno.test("what was given up keeps its thread until it ends; when all do, slow reads are refused at once", async () => {
  const { reads, threads } = fakeReads({ threads: 2, waiting: 5, timeout: 1 });
  await rejects(reads.all(numbers, []), { name: "ReadTimeout" });
  await rejects(reads.all(numbers, []), { name: "ReadTimeout" });
  strictEqual(threads.length, 2);
  await rejects(reads.all(numbers, []), { name: "DatabaseBusy", message: /2 of them by reads that were given up/ });
  threads[0].running[0].end([[1]]);
  await turn();
  const next = reads.all(numbers, []);
  while (threads[0].running.length < 2) await Promise.resolve();
  threads[0].running[1].end([[3]]);
  deepStrictEqual(await next, [3]);
  strictEqual(threads.length, 2);
  reads.close();
});

Deno.test("a thread that is gone is replaced", async () => {
  const { reads, threads } = fakeReads({ threads: 1, waiting: 5, timeout: 60_000 });
  const [first, second] = [reads.all(numbers, []), reads.all(numbers, [])];
  await turn();
  threads[0].isGone = true;
  threads[0].running[0].fail(new Error("out of memory"));
  await rejects(first, { message: "out of memory" });
  await turn();
  threads[1].running[0].end([[4]]);
  deepStrictEqual(await second, [4]);
  // This one ends while nobody uses it.
  threads[1].isGone = true;
  const third = reads.all(numbers, []);
  await turn();
  threads[2].running[0].end([[5]]);
  deepStrictEqual(await third, [5]);
  deepStrictEqual(threads.map(({ isClosed }) => isClosed), [true, true, false]);
  reads.close();
});

Deno.test("a thread tells what is wrong with the file, and reads it when that is mended", async () => {
  await withFolder(async (folder) => {
    const file = `${folder}/not yet.db`;
    const reads = new SlowReads(() => openNodeThread(file), { threads: 1, waiting: 1, timeout: 60_000 });
    const tables: Query<number> = query("tables", "SELECT count(*) FROM sqlite_schema");
    Deno.mkdirSync(file);
    await rejects(reads.all(tables, []), { code: "ERR_SQLITE_ERROR", message: /^unable to open database file/ });
    Deno.removeSync(file);
    Deno.writeTextFileSync(file, "no database at all ".repeat(1_000));
    await rejects(reads.all(tables, []), { name: "DatabaseCorrupt", message: /^Query "tables" failed: file is not a/ });
    Deno.truncateSync(file);
    deepStrictEqual(await reads.all(tables, []), [0]);
    reads.close();
  });
});
