import { deepStrictEqual, rejects, strictEqual, throws } from "node:assert";
import { openConnection } from "./connection.ts";
import { DatabaseCorrupt } from "./errors.ts";
import { openDatabase } from "./open.ts";
import { count, insert, query, turn, watchPrepares, withDatabase, withFolder } from "./test_support.ts";
import type { Query } from "./types.ts";

Deno.test("openDatabase configures the writer and the readers", () =>
  withDatabase(async (database) => {
    const expected: Record<string, [writer: unknown, reader: unknown]> = {
      journal_mode: ["wal", "wal"],
      synchronous: [2, 2],
      foreign_keys: [1, 1],
      trusted_schema: [0, 0],
      busy_timeout: [0, 1000],
      query_only: [0, 1],
    };
    for (const [pragma, [writer, reader]] of Object.entries(expected)) {
      strictEqual(database.writer.prepare(`PRAGMA ${pragma}`).get([])?.[0], writer, pragma);
      const asked = query<number | string>(pragma, `PRAGMA ${pragma}`);
      strictEqual(await database.read((db) => db.first(asked, [])), reader, pragma);
    }
  }));

Deno.test("openConnection waits 5 seconds for locks unless told otherwise", () => {
  for (const [options, expected] of [[{}, 5000], [{ busyTimeout: 7 }, 7]] as const) {
    const connection = openConnection(":memory:", options);
    deepStrictEqual(connection.prepare("PRAGMA busy_timeout").get([]), [expected]);
    connection.close();
  }
});

Deno.test("openConnection tries again when SQLite refuses at once to switch a new file to its log", () => {
  // What one of several processes gets that open a new file in the same moment, once in a hundred times.
  let attempts = 0;
  const driver = watchPrepares((sql) => {
    if (sql !== "PRAGMA journal_mode = WAL" || ++attempts === 3) return;
    throw Object.assign(new Error("database is locked"), { errcode: 5 });
  });
  return withFolder((folder) => {
    openConnection(`${folder}/a.db`, { driver }).close();
    strictEqual(attempts, 3);
    return Promise.resolve();
  });
});

Deno.test("openDatabase refuses a database in memory and a file that is none", () =>
  withFolder((folder) => {
    throws(() => openDatabase(":memory:"), /need a file to share\nhint: /);
    Deno.writeTextFileSync(`${folder}/a.db`, "a text that is long enough to be read as a header ".repeat(100));
    throws(() => openDatabase(`${folder}/a.db`), DatabaseCorrupt);
    return Promise.resolve();
  }));

Deno.test("Database.close leaves one file, ends transactions in use when they end, and refuses later ones", () =>
  withFolder(async (folder) => {
    const database = openDatabase(`${folder}/app.db`);
    database.writer.exec("CREATE TABLE t (n INTEGER)");
    await database.read((db) => db.first(count, []));
    const last = database.write(async (db) => {
      await db.run(insert, [1n]);
      await turn();
    });
    database.close();
    await last;
    await rejects(database.write((db) => db.run(insert, [2n])), /the database: it is closed/);
    await rejects(database.read((db) => db.first(count, [])), /the database: it is closed/);
    deepStrictEqual(Array.from(Deno.readDirSync(folder), ({ name }) => name), ["app.db"]);
    const connection = openConnection(`${folder}/app.db`);
    deepStrictEqual(connection.prepare("SELECT n FROM t").all([]), [[1]]);
    connection.close();
  }));

Deno.test("openDatabase prepares a query once for each connection", async () => {
  const prepared: string[] = [];
  await withDatabase(async (database) => {
    const mapped: Query<{ n: number }> = { name: "mapped", sql: "SELECT 42", row: ([n]) => ({ n: Number(n) }) };
    for (let i = 0; i < 3; i++) {
      deepStrictEqual(await database.read((db) => db.first(mapped, [])), { n: 42 });
      deepStrictEqual(await database.write((db) => db.all(mapped, [])), [{ n: 42 }]);
    }
    strictEqual(prepared.filter((sql) => sql === "SELECT 42").length, 2);
  }, { driver: watchPrepares((sql) => void prepared.push(sql)) });
});
