/**
 * Many transactions at once with everything that can go wrong in one, from a seed: what is in the database at the end is
 * what was committed, in the order of the commits. `FAULT_SEED` plays a failed run again.
 */
import { deepStrictEqual, ok, strictEqual } from "node:assert";
import { nodeSqlite } from "./drivers/node_sqlite.ts";
import type { Database } from "./open.ts";
import { command, query, turn, withDatabase } from "./test_support.ts";
import { seed, seeded } from "../tests/fault/seeded.ts";
import type { Writer } from "./types.ts";

// Said first: a run that fails can be played again.
console.log(`FAULT_SEED=${seed}`);

const kinds = [
  "saves",
  "saves late",
  "throws",
  "breaks a constraint",
  "survives a break",
  "rolls back",
  "defers",
  "stuck",
] as const;
type Kind = typeof kinds[number];

const put = command("put", "INSERT INTO log (n) VALUES (?1)");
const last = query<number | null>("last", "SELECT n FROM log ORDER BY id DESC LIMIT 1");
const clash = command("clash", "INSERT INTO log (id, n) VALUES (1, -1)");
const rollBack = command("rollBack", "INSERT OR ROLLBACK INTO log (id, n) VALUES (1, -1)");
const deferAll = command("deferAll", "PRAGMA defer_foreign_keys = ON");
const orphan = command("orphan", "INSERT INTO child VALUES (-1)");

/** What one transaction does; it notes the newest number that it saw before its own. */
async function work(db: Writer, kind: Kind, n: number): Promise<number | null | undefined> {
  const before = await db.first(last, []);
  await db.run(put, [BigInt(n)]);
  switch (kind) {
    case "saves":
      break;
    case "saves late":
      await turn();
      break;
    case "throws":
      throw new RangeError("thrown");
    case "breaks a constraint":
      await db.run(clash, []);
      break;
    case "survives a break":
      await db.run(clash, []).catch(() => {});
      break;
    case "rolls back":
      await db.run(rollBack, []).catch(() => {});
      break;
    case "defers":
      await db.run(deferAll, []);
      await db.run(orphan, []);
      break;
    case "stuck":
      await new Promise<never>(() => {});
  }
  return before;
}

const mayBeSaved: ReadonlySet<Kind> = new Set(["saves", "saves late", "survives a break"]);

Deno.test("what concurrent transactions leave behind is what was committed, in the order of the committed calls", () =>
  withDatabase(async (database) => {
    database.writer.exec(
      "CREATE TABLE log (id INTEGER PRIMARY KEY AUTOINCREMENT, n INTEGER NOT NULL);" +
        "INSERT INTO log (id, n) VALUES (1, -2);" +
        "CREATE TABLE parent (id INTEGER PRIMARY KEY); CREATE TABLE child (id REFERENCES parent)",
    );
    const random = seeded(seed);
    const committed: { readonly n: number; readonly before: number | null | undefined }[] = [];
    const outcomes: { readonly n: number; readonly kind: Kind; readonly saved: boolean }[] = [];
    for (let n = 0; n < 600;) {
      const batch: Promise<void>[] = [];
      for (let size = random(40); size > 0; size--, n++) {
        // Half of all save; being stuck costs time, so that is rare.
        const kind = random(2) === 1 ? "saves" : kinds[random(kinds.length - (random(8) === 1 ? 0 : 1)) - 1]!;
        batch.push(attempt(database, n, kind));
        if (random(10) === 1) await turn();
      }
      await Promise.all(batch);
    }

    async function attempt(database: Database, n: number, kind: Kind): Promise<void> {
      const write = database.write((db) => work(db, kind, n), {
        name: kind,
        committed: (before) => void committed.push({ n, before }),
      });
      outcomes.push({ n, kind, saved: await write.then(() => true, () => false) });
    }

    const order = committed.map(({ n }) => n);
    const answered = outcomes.flatMap(({ n, saved }) => saved ? [n] : []);
    strictEqual(new Set(order).size, order.length, "a committed function was called twice");
    deepStrictEqual(order.toSorted((a, b) => a - b), answered.toSorted((a, b) => a - b));
    for (const { n, kind, saved } of outcomes) {
      ok(!saved || mayBeSaved.has(kind), `${n} "${kind}" was answered as saved`);
    }
    ok(answered.length > 100, `only ${answered.length} were saved`);
    // Each saw what was committed just before it, and nothing else.
    committed.forEach(({ n, before }, at) => strictEqual(before, at === 0 ? -2 : order[at - 1], `what ${n} saw`));
    const outside = nodeSqlite.open(database.path, { readOnly: true });
    deepStrictEqual(outside.prepare("SELECT n FROM log WHERE n <> -2 ORDER BY id").all([]).flat(), order);
    deepStrictEqual(outside.prepare("SELECT count(*) FROM child").get([]), [0]);
    deepStrictEqual(outside.prepare("PRAGMA integrity_check").get([]), ["ok"]);
    outside.close();
  }, { writerTimeout: 8 }));
