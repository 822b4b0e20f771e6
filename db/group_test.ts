import { deepStrictEqual, match, ok, rejects, strictEqual } from "node:assert";
import { nodeSqlite } from "./drivers/node_sqlite.ts";
import { ConstraintViolation, DatabaseFull, TransactionEnded, WriterTimeout } from "./errors.ts";
import type { Database, DatabaseOptions } from "./open.ts";
import { command, count, insert, numbers, query, turn, watchStatements, withDatabase } from "./test_support.ts";

/** A database whose groups do not end early on a busy machine. */
function withGroups(work: (database: Database) => Promise<void>, options: DatabaseOptions = {}): Promise<void> {
  return withDatabase(work, { groupWithin: 60_000, ...options });
}

/** The COMMITs that a test has seen, and a driver that counts them. */
function countCommits() {
  const seen = { commits: 0 };
  return { seen, driver: watchStatements("COMMIT", () => void seen.commits++) };
}

/** Saves a number and notes when it is committed. */
function save(database: Database, n: number, order: number[] = []): Promise<unknown> {
  return database.write((db) => db.run(insert, [BigInt(n)]), {
    name: `Save ${n}`,
    committed: () => void order.push(n),
  });
}

function saved(database: Database): Promise<number[]> {
  return database.read((db) => db.all(numbers, []));
}

Deno.test("writes that wait for the writer share a COMMIT, and one alone has its own at once", async () => {
  const { seen, driver } = countCommits();
  await withGroups(async (database) => {
    const order: number[] = [];
    await Promise.all([1, 2, 3, 4, 5].map((n) => save(database, n, order)));
    deepStrictEqual([order, await saved(database), seen.commits], [[1, 2, 3, 4, 5], [1, 2, 3, 4, 5], 1]);
    await save(database, 6);
    strictEqual(seen.commits, 2);
  }, { driver });
});

Deno.test("a group calls all committed functions in the order of their work, before any answer and any other write", () =>
  withGroups(async (database) => {
    const log: string[] = [];
    let nested: Promise<unknown> | undefined;
    const write = (name: string) =>
      database.write((db) => db.run(insert, [1n]), {
        committed() {
          log.push(name);
          nested ??= database.write(async (db) => void log.push(`nested sees ${await db.first(count, [])}`));
        },
      }).then(() => void log.push(`${name} answered`));
    await Promise.all(["a", "b", "c"].map(write));
    await nested;
    deepStrictEqual(log.slice(0, 3), ["a", "b", "c"]);
    ok(log.includes("nested sees 3"));
  }));

Deno.test("readers see nothing of a group before its COMMIT; its later members see the earlier ones", () =>
  withGroups(async (database) => {
    const outside = nodeSqlite.open(database.path, { readOnly: true });
    const committedRows = outside.prepare("SELECT count(*) FROM t");
    const sees: unknown[] = [];
    await Promise.all([
      save(database, 1),
      database.write(async (db) => {
        sees.push(await db.first(count, []));
        sees.push(committedRows.get([])?.[0], await database.read((reader) => reader.first(count, [])));
      }),
    ]);
    deepStrictEqual(sees, [1, 0, 0]);
    deepStrictEqual(committedRows.get([]), [1]);
    outside.close();
  }));

Deno.test("a member that throws is undone alone", () =>
  withGroups(async (database) => {
    const order: number[] = [];
    const throws = (n: number) =>
      database.write(async (db) => {
        await db.run(insert, [BigInt(n)]);
        throw new RangeError(`no ${n}`);
      });
    const results = await Promise.allSettled([
      throws(1),
      save(database, 2, order),
      throws(3),
      save(database, 4, order),
    ]);
    deepStrictEqual(results.map(({ status }) => status), ["rejected", "fulfilled", "rejected", "fulfilled"]);
    deepStrictEqual(await saved(database), [2, 4]);
    deepStrictEqual(order, [2, 4]);
  }));

Deno.test("a member that throws is answered after the COMMIT of what it has read", () =>
  withGroups(async (database) => {
    const log: string[] = [];
    const first = database.write((db) => db.run(insert, [1n]), { committed: () => void log.push("committed") });
    const second = database.write(async (db) => {
      if (await db.first(count, []) === 1) throw new RangeError("taken");
    });
    await rejects(second.finally(() => log.push("refused")), RangeError);
    await first;
    deepStrictEqual(log, ["committed", "refused"]);
  }));

Deno.test("a COMMIT that fails fails every member with the typed error, those too that threw for what they had read", async () => {
  let full = true;
  const driver = watchStatements("COMMIT", () => {
    if (full) throw Object.assign(new Error("database or disk is full"), { errcode: 13 });
  });
  await withGroups(async (database) => {
    const order: number[] = [];
    const look = () =>
      database.write(async (db) => {
        throw new RangeError(`taken ${await db.first(count, [])}`);
      }, { name: "The look" });
    const results = await Promise.allSettled([save(database, 1, order), save(database, 2, order), look()]);
    deepStrictEqual(
      results.map((result) =>
        result.status === "rejected" && [result.reason.constructor, result.reason.message.split(":")[0]]
      ),
      ["Save 1", "Save 2", "The look"].map((name) => [DatabaseFull, `The commit of ${name} failed`]),
    );
    full = false;
    await save(database, 3, order);
    deepStrictEqual([await saved(database), order], [[3], [3]]);
  }, { driver });
});

Deno.test("a member that is too long is rolled back alone, and the next time nobody waits for it", () =>
  withGroups(async (database) => {
    const never = Promise.withResolvers<void>();
    const stuck = () =>
      database.write(async (db) => {
        await db.run(insert, [9n]);
        await never.promise;
      }, { name: "The mail" });
    await Promise.all([save(database, 1), rejects(stuck(), WriterTimeout), save(database, 2)]);
    const { promise: answered, resolve } = Promise.withResolvers<void>();
    const before = save(database, 3).then(() => resolve());
    const again = database.write(async (db) => {
      await db.run(insert, [4n]);
      await answered;
    }, { name: "The mail" });
    await Promise.all([before, again]);
    never.resolve();
    await turn();
    deepStrictEqual(await saved(database), [1, 2, 3, 4]);
  }, { writerTimeout: 20, groupWithin: 2 }));

Deno.test("a group that was ended behind its back is told so, and the next write is no part of it", () =>
  withGroups(async (database) => {
    const lost = (write: Promise<unknown>) =>
      rejects(write, { name: "TransactionEnded", message: /is not saved: its transaction was ended/ });
    const ends = () =>
      database.write(async (db) => {
        await db.run(insert, [9n]);
        database.writer.exec("ROLLBACK");
      });
    await Promise.all([lost(save(database, 1)), lost(ends()), save(database, 2)]);
    deepStrictEqual(await saved(database), [2]);
  }));

Deno.test("deferred constraints fail their own transaction alone", () =>
  withGroups(async (database) => {
    database.writer.exec(
      "CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (p REFERENCES p DEFERRABLE INITIALLY DEFERRED)",
    );
    const orphan = command("orphan", "INSERT INTO c VALUES (9)");
    const broken = () => database.write((db) => db.run(orphan, []), { name: "The orphan" });
    const [before, refused, after] = [save(database, 1), rejects(broken(), ConstraintViolation), save(database, 2)];
    await Promise.all([before, refused, after]);
    deepStrictEqual(await saved(database), [1, 2]);
  }));

Deno.test("constraints that a member defers are checked for it alone, and not deferred for the next", () =>
  withGroups(async (database) => {
    database.writer.exec("CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (p REFERENCES p)");
    const later = command("later", "PRAGMA defer_foreign_keys = ON");
    const orphan = command("orphan", "INSERT INTO c VALUES (9)");
    // Of its own: SQLite does not prepare a statement anew when the COMMIT takes the deferring back.
    const checked = command("checked", "INSERT INTO c VALUES (9)");
    const defers = (work: "keeps" | "throws") =>
      database.write(async (db) => {
        await db.run(later, []);
        await db.run(orphan, []);
        if (work === "throws") throw new RangeError("no");
      }, { name: "The orphan" });
    const direct = () =>
      database.write(async (db) => {
        await rejects(db.run(checked, []), ConstraintViolation);
      });
    await Promise.all([
      save(database, 1),
      rejects(defers("keeps"), { name: "ConstraintViolation", message: /^The commit of The orphan failed/ }),
      direct(),
      save(database, 2),
      rejects(defers("throws"), RangeError),
      direct(),
    ]);
    deepStrictEqual(await saved(database), [1, 2]);
    strictEqual(await database.read((db) => db.first(query("orphans", "SELECT count(*) FROM c"), [])), 0);
  }));

Deno.test("ON CONFLICT ROLLBACK of the schema takes nobody along", () =>
  withGroups(async (database) => {
    database.writer.exec("CREATE TABLE u (a UNIQUE ON CONFLICT ROLLBACK); INSERT INTO u VALUES (1)");
    const clash = () => database.write((db) => db.run(command("clash", "INSERT INTO u VALUES (1)"), []));
    await Promise.all([save(database, 1), rejects(clash(), ConstraintViolation), save(database, 2)]);
    deepStrictEqual(await saved(database), [1, 2]);
  }));

Deno.test("a transaction that SQLite rolls back by itself loses the members before it, who are told so", () =>
  withGroups(async (database) => {
    database.writer.exec("CREATE UNIQUE INDEX one_n ON t (n)");
    const order: number[] = [];
    const clash = () =>
      database.write((db) => db.run(command("clash", "INSERT OR ROLLBACK INTO t (n) VALUES (1)"), []));
    const [first, second, culprit, behind] = await Promise.allSettled([
      save(database, 1, order),
      save(database, 2, order),
      clash(),
      save(database, 3, order),
    ]);
    for (const lost of [first, second]) {
      ok(lost.status === "rejected" && lost.reason instanceof TransactionEnded);
      match(lost.reason.message, /^Save [12] is not saved: a transaction that shared its commit was lost/);
    }
    ok(culprit.status === "rejected" && culprit.reason instanceof ConstraintViolation);
    strictEqual(behind.status, "fulfilled");
    deepStrictEqual([await saved(database), order], [[3], [3]]);
  }));

Deno.test("a full disk within a group: nobody is told that anything was saved which was not", () =>
  withGroups(async (database) => {
    database.writer.exec("CREATE TABLE big (body BLOB)");
    const pages = Number(database.writer.prepare("PRAGMA page_count").get([])?.[0]);
    database.writer.exec(`PRAGMA max_page_count = ${pages + 4}`);
    const big = command("big", "INSERT INTO big VALUES (zeroblob(100000))");
    const filler = () => database.write((db) => db.run(big, []), { committed: () => ok(false, "it was not saved") });
    const [first, full, last] = await Promise.allSettled([save(database, 1), filler(), save(database, 2)]);
    ok(full.status === "rejected" && full.reason instanceof DatabaseFull);
    const answered = [first, last].flatMap(({ status }, at) => status === "fulfilled" ? [at + 1] : []);
    deepStrictEqual(await saved(database), answered);
    ok(answered.includes(2), "the next write goes on");
  }));

Deno.test("a group has a bounded number of members", async () => {
  const { seen, driver } = countCommits();
  await withGroups(async (database) => {
    await Promise.all(Array.from({ length: 200 }, (_, n) => save(database, n)));
    ok(seen.commits >= 4 && seen.commits < 200, `${seen.commits} commits`);
    strictEqual((await saved(database)).length, 200);
  }, { driver });
});

Deno.test("close waits for whoever has the writer, commits the group and refuses the others", () =>
  withGroups(async (database) => {
    const closes = () =>
      database.write(async (db) => {
        await db.run(insert, [2n]);
        database.close();
      });
    const results = await Promise.allSettled([save(database, 1), closes(), save(database, 3)]);
    deepStrictEqual(results.map(({ status }) => status), ["fulfilled", "fulfilled", "rejected"]);
    const outside = nodeSqlite.open(database.path, { readOnly: true });
    deepStrictEqual(outside.prepare("SELECT n FROM t ORDER BY n").all([]), [[1], [2]]);
    outside.close();
  }));
