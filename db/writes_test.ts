import { deepStrictEqual, match, ok, rejects, strictEqual } from "node:assert";
import { nodeSqlite } from "./drivers/node_sqlite.ts";
import { ConstraintViolation, DatabaseBusy, TransactionEnded, WriterTimeout } from "./errors.ts";
import { command, count, insert, numbers, query, turn, watchStatements, withDatabase } from "./test_support.ts";
import type { Writer } from "./types.ts";

Deno.test("write keeps exactly the acknowledged rows of 50 interleaved handlers, every third of which throws", () =>
  withDatabase(async (database) => {
    const put = command("put", "INSERT INTO t (n, who) VALUES (?1, ?2)");
    const all = query<string>("all", "SELECT n || ' ' || who FROM t");
    const answers: string[][] = [];
    // A connection of its own sees what is committed at the moment of the answer.
    const outside = nodeSqlite.open(database.path, { readOnly: true });
    const committedRows = outside.prepare("SELECT n || ' ' || who FROM t");
    const work = Array.from({ length: 50 }, (_, i) =>
      database.write(async (db) => {
        await db.run(put, [BigInt(i), "first"]);
        await turn();
        const seen = await db.all(all, []);
        await turn();
        await db.run(put, [BigInt(i), "second"]);
        if (i % 3 === 2) throw new RangeError(`handler ${i}`);
        return [...seen, `${i} second`];
      }, {
        committed(value) {
          answers.push(value);
          const rows = new Set(committedRows.all([]).map(([row]) => row));
          for (const row of value) ok(rows.has(row), `"${row}" was answered and is not committed`);
        },
      }));
    const results = await Promise.allSettled(work);
    const saved = results.flatMap(({ status }, i) => status === "fulfilled" ? [`${i} first`, `${i} second`] : []);
    strictEqual(saved.length, 2 * 34);
    strictEqual(answers.length, 34);
    for (const [i, result] of results.entries()) strictEqual(result.status, i % 3 === 2 ? "rejected" : "fulfilled");
    deepStrictEqual(await database.read((db) => db.all(all, [])), saved);
    outside.close();
  }));

Deno.test("write gives the writer to handlers in the order of their first queries", () =>
  withDatabase(async (database) => {
    const order: number[] = [];
    const late = Promise.withResolvers<void>();
    const first = database.write(async (db) => {
      await late.promise;
      await db.run(insert, [0n]);
    }, { committed: () => void order.push(0) });
    const others = [1, 2, 3].map((n) =>
      database.write(async (db) => {
        await db.run(insert, [BigInt(n)]);
        await turn();
      }, { committed: () => void order.push(n) })
    );
    late.resolve();
    await Promise.all([first, ...others]);
    deepStrictEqual(order, [1, 2, 3, 0]);
    deepStrictEqual(await database.read((db) => db.all(numbers, [])), order);
  }));

Deno.test("write calls committed in the step of the commit that it shares", async () => {
  const log: string[] = [];
  const driver = watchStatements("BEGIN IMMEDIATE", () => void log.push("begin"));
  await withDatabase(async (database) => {
    const save = (name: string) =>
      database.write((db) => db.run(insert, [1n]), { committed: () => void log.push(name) })
        .then(() => void log.push(`${name} resolved`));
    await Promise.all([save("a"), save("b"), save("c")]);
  }, { driver });
  const steps = log.filter((step) => !step.endsWith("resolved"));
  deepStrictEqual(steps, ["begin", "a", "b", "c"]);
  for (const name of ["a", "b", "c"]) ok(log.indexOf(name) < log.indexOf(`${name} resolved`));
});

Deno.test("write runs beforeCommit inside the transaction and undoes everything when it throws", () =>
  withDatabase(async (database) => {
    const record = command("record", "INSERT INTO t (who) VALUES (?1)");
    await database.write((db) => db.run(insert, [1n]), {
      beforeCommit: async (db, { changes }) => void await db.run(record, [`changed ${changes}`]),
    });
    const beforeCommit = (): void => {
      throw new RangeError("no");
    };
    const committed = () => ok(false, "nothing was committed");
    await rejects(database.write((db) => db.run(insert, [2n]), { beforeCommit, committed }), RangeError);
    const rows = query<string>("rows", "SELECT coalesce(n, who) FROM t");
    deepStrictEqual(await database.read((db) => db.all(rows, [])), [1, "changed 1"]);
  }));

Deno.test("write does not call beforeCommit for work that has written nothing", () =>
  withDatabase(async (database) => {
    const rows = query<string>("rows", "SELECT coalesce(n, who) FROM t");
    const asked: string[] = [];
    const hooks = (name: string) => ({ beforeCommit: () => void asked.push(name) });
    await database.write((db) => db.run(insert, [1n]), hooks("write"));
    await database.write(() => {}, hooks("nothing"));
    await database.write((db) => db.all(rows, []), hooks("read"));
    await database.write((db) => void db.run(insert, [2n]), hooks("not awaited"));
    await database.write((db) => db.run(insert, [3n]), hooks("the same statement again"));
    deepStrictEqual(asked, ["write", "not awaited", "the same statement again"]);
  }));

Deno.test("write calls committed for work without a query and takes no lock for it", () =>
  withDatabase(async (database) => {
    const other = nodeSqlite.open(database.path, { readOnly: false });
    other.exec("BEGIN IMMEDIATE");
    const told: string[] = [];
    strictEqual(await database.write(() => "value", { committed: (value) => void told.push(value) }), "value");
    deepStrictEqual(told, ["value"]);
    other.close();
  }));

Deno.test("write includes a query that nobody awaited", () =>
  withDatabase(async (database) => {
    const holder = database.write(async (db) => {
      await db.run(insert, [1n]);
      await turn();
    });
    const careless = database.write((db) => void db.run(insert, [2n]));
    await Promise.all([holder, careless]);
    deepStrictEqual(await database.read((db) => db.all(numbers, [])), [1, 2]);
  }));

Deno.test("write refuses its handle after the transaction has ended", () =>
  withDatabase(async (database) => {
    const kept = await database.write(async (db) => {
      await db.run(insert, [1n]);
      return { db };
    });
    await rejects(kept.db.run(insert, [2n]), { name: "TransactionEnded", message: /handle outlives its transaction/ });
    let unused: Writer | undefined;
    await database.write((db) => void (unused = db));
    await rejects(async () => await unused?.all(numbers, []), TransactionEnded);
    strictEqual(await database.read((db) => db.first(count, [])), 1);
  }));

Deno.test("write fails at the commit when a deferred constraint is broken, and the next write goes on", () =>
  withDatabase(async (database) => {
    database.writer.exec(
      "CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (p REFERENCES p DEFERRABLE INITIALLY DEFERRED)",
    );
    const orphan = command("orphan", "INSERT INTO c VALUES (9)");
    const committed = () => ok(false, "nothing was committed");
    await rejects(database.write((db) => db.run(orphan, []), { name: "The save", committed }), (error) => {
      ok(error instanceof ConstraintViolation);
      strictEqual(error.kind, "foreign_key");
      match(error.message, /^The commit of The save failed/);
      return true;
    });
    await database.write((db) => db.run(insert, [1n]));
    strictEqual(await database.read((db) => db.first(query("orphans", "SELECT count(*) FROM c"), [])), 0);
  }));

Deno.test("write keeps what was done before an error that the handler caught", () =>
  withDatabase(async (database) => {
    database.writer.exec("CREATE UNIQUE INDEX one_n ON t (n)");
    await database.write(async (db) => {
      await db.run(insert, [1n]);
      await rejects(db.run(insert, [1n]), { kind: "unique", columns: ["n"], message: /^Query "insertN" failed/ });
      await db.run(insert, [2n]);
    });
    deepStrictEqual(await database.read((db) => db.all(numbers, [])), [1, 2]);
  }));

Deno.test("write never pretends when SQLite has rolled the transaction back by itself", () =>
  withDatabase(async (database) => {
    database.writer.exec("CREATE TABLE u (a UNIQUE ON CONFLICT ROLLBACK); INSERT INTO u VALUES (1)");
    const clash = command("clash", "INSERT INTO u VALUES (1)");
    const committed = () => ok(false, "nothing was committed");
    const write = database.write(async (db) => {
      await db.run(insert, [1n]);
      await rejects(db.run(clash, []), ConstraintViolation);
      // Without care this would be a transaction of its own, and saved.
      await rejects(db.run(insert, [2n]), TransactionEnded);
    }, { committed });
    await rejects(write, {
      name: "TransactionEnded",
      message: /rolled the transaction back when query "clash" failed/,
    });
    strictEqual(await database.read((db) => db.first(count, [])), 0);
  }));

Deno.test("write fails when its transaction was ended behind its back", () =>
  withDatabase(async (database) => {
    const committed = () => ok(false, "nothing was committed");
    const write = database.write(async (db) => {
      await db.run(insert, [1n]);
      database.writer.exec("ROLLBACK");
    }, { committed });
    await rejects(write, { name: "TransactionEnded", message: /ended before the commit/ });
    await database.write((db) => db.run(insert, [2n]));
    deepStrictEqual(await database.read((db) => db.all(numbers, [])), [2]);
  }));

Deno.test("write refuses queries that would begin or end a transaction", () =>
  withDatabase(async (database) => {
    for (const sql of ["COMMIT", "/* sly */ rollback", "SAVEPOINT a"]) {
      await rejects(database.write((db) => db.run(command("sly", sql), [])), {
        message: /^Query "sly" failed: got the/,
      });
    }
    await database.write((db) => db.run(insert, [1n]));
  }));

Deno.test("write retries while another connection has the lock, and the process goes on meanwhile", async () => {
  let attempts = 0;
  let release = () => {};
  const driver = watchStatements("BEGIN IMMEDIATE", () => {
    attempts += 1;
    if (attempts === 4) release();
  });
  await withDatabase(async (database) => {
    const other = nodeSqlite.open(database.path, { readOnly: false });
    other.exec("BEGIN IMMEDIATE");
    release = () => other.exec("COMMIT");
    const writing = database.write((db) => db.run(insert, [1n]));
    const behind = database.write((db) => db.run(insert, [2n]));
    // Reads do not wait, and the event loop turns.
    strictEqual(await database.read((db) => db.first(count, [])), 0);
    await turn();
    await Promise.all([writing, behind]);
    deepStrictEqual(await database.read((db) => db.all(numbers, [])), [1, 2]);
    other.close();
  }, { driver });
  strictEqual(attempts, 4);
});

Deno.test("write throws DatabaseBusy when the lock stays taken, also when the handler swallows it", () =>
  withDatabase(async (database) => {
    const other = nodeSqlite.open(database.path, { readOnly: false });
    other.exec("BEGIN IMMEDIATE");
    await rejects(database.write((db) => db.run(insert, [1n])), DatabaseBusy);
    const swallowed = database.write(async (db) => void await db.run(insert, [1n]).catch(() => {}));
    await rejects(swallowed, DatabaseBusy);
    other.close();
    await database.write((db) => db.run(insert, [2n]));
  }, { busyTimeout: 3 }));

Deno.test("write names a handler that holds the writer over something else, then rolls it back", async () => {
  const slow: string[] = [];
  const onSlowWriter = ({ name, held }: { name: string; held: number }) => void slow.push(`${name} ${held >= 2}`);
  await withDatabase(async (database) => {
    const never = Promise.withResolvers<void>();
    let late: Promise<unknown> | undefined;
    const stuck = database.write(async (db) => {
      await db.run(insert, [1n]);
      await never.promise;
      late = rejects(db.run(insert, [2n]), WriterTimeout);
      await late;
    }, { name: "The mail", committed: () => ok(false, "nothing was committed") });
    const next = database.write((db) => db.run(insert, [3n]));
    await rejects(stuck, { name: "WriterTimeout", message: /^The mail is rolled back: it held the writer for 6 ms/ });
    await next;
    never.resolve();
    await turn();
    await late;
    deepStrictEqual(await database.read((db) => db.all(numbers, [])), [3]);
  }, { writerTimeout: 6, slowWriterAfter: 2, onSlowWriter });
  deepStrictEqual(slow, ["The mail true"]);
});

Deno.test("write lets a handler of long queries finish: they are not outside work", () =>
  withDatabase(async (database) => {
    const long = query<number>(
      "long",
      "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < 200000) SELECT count(*) FROM c",
    );
    await database.write(async (db) => {
      await db.run(insert, [1n]);
      const started = performance.now();
      while (performance.now() - started < 20) await db.first(long, []);
      await turn();
    });
    strictEqual(await database.read((db) => db.first(count, [])), 1);
  }, { writerTimeout: 10 }));

Deno.test("runEach and allEach tell why a statement cannot run at all, and keep what came before", () =>
  withDatabase(async (database) => {
    const missing = command("missing", "INSERT INTO missing VALUES (?1)");
    await database.write(async (db) => {
      await db.run(insert, [1n]);
      await rejects(db.runEach(missing, [[1n]]), { message: "no such table: missing" });
      await rejects(db.allEach(missing, [[1n]]), { message: "no such table: missing" });
    });
    deepStrictEqual(await database.read((db) => db.all(numbers, [])), [1]);
  }));

Deno.test("runEach takes back its own items alone, among writes that share a commit", () =>
  withDatabase(async (database) => {
    database.writer.exec("CREATE UNIQUE INDEX once ON t (n)");
    const twice = (first: bigint) =>
      database.write(async (db) => {
        await db.run(insert, [first]);
        await rejects(db.runEach(insert, [[first + 1n], [first + 2n], [first]]), /for items\[2\] failed: UNIQUE/);
        await db.runEach(insert, [[first + 3n]]);
      });
    await Promise.all([twice(10n), twice(20n), twice(30n)]);
    deepStrictEqual(await database.read((db) => db.all(numbers, [])), [10, 13, 20, 23, 30, 33]);
  }));

Deno.test("runEach and allEach of no items take no lock, and refuse a handle that is over", () =>
  withDatabase(async (database) => {
    const other = nodeSqlite.open(database.path, { readOnly: false });
    other.exec("BEGIN IMMEDIATE");
    const handle = await database.write(async (db) => {
      deepStrictEqual(await db.runEach(insert, []), { changes: 0, lastInsertRowid: 0 });
      deepStrictEqual(await db.allEach(numbers, []), []);
      return { db };
    });
    other.close();
    await rejects(handle.db.runEach(insert, []), TransactionEnded);
    await rejects(handle.db.allEach(numbers, []), TransactionEnded);
  }, { busyTimeout: 3 }));
