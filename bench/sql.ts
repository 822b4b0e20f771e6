/**
 * Queries: the functions that Rally generates against prepared statements of `node:sqlite` by hand (what that means stands
 * in `sql/by_hand.ts`), Kysely, Drizzle and `@db/sqlite`. Each has a database of its own with the same rows and settings,
 * and gives the same rows.
 */
import { deepStrictEqual } from "node:assert";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { byHand } from "./sql/by_hand.ts";
import { dbSqlite } from "./sql/db_sqlite.ts";
import { drizzle, drizzlePrepared } from "./sql/drizzle.ts";
import { type Contestant, newGame } from "./sql/game.ts";
import { generated } from "./sql/generated.ts";
import { kysely } from "./sql/kysely.ts";
import { median, printTable } from "./table.ts";

const rounds = 41;
const stored = 10_000;

/** What is measured: `count` times in a round, of which one is printed. */
interface Work {
  readonly name: string;
  readonly count: number;
  run(contestant: Contestant): Promise<unknown>;
}

const ids = Array.from({ length: 5_000 }, (_, at) => (at * 7919) % stored + 1);
const thousand = Array.from({ length: 1_000 }, (_, at) => newGame(at));
const works: readonly Work[] = [
  { name: "get by key, in a load", count: ids.length, run: (one) => one.get(ids) },
  { name: "read 1,000 rows", count: 5, run: (one) => times(5, () => one.all(1_000)) },
  { name: "insert and commit one", count: 100, run: (one) => times(100, () => one.add(thousand[0])) },
  { name: "insert 1,000, commit once", count: 3, run: (one) => times(3, () => one.addAll(thousand)) },
];

/** Prints microseconds and ratios; the contestants take turns, so that a busy machine hits all of them. */
export async function bench(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "rally-sql-"));
  const schema = readFileSync(new URL("sql/schema.sql", import.meta.url), "utf8");
  const other = await dbSqlite(folder, schema);
  const contestants = [
    byHand(folder, schema),
    await generated(folder, schema),
    ...typeof other === "string" ? [] : [other],
    kysely(folder, schema),
    drizzlePrepared(folder, schema),
    drizzle(folder, schema),
  ];
  try {
    await fill(contestants);
    for (const work of works) print(work, await measure(work, contestants), contestants);
  } finally {
    for (const one of contestants) await one.close();
    rmSync(folder, { recursive: true, force: true });
  }
  if (typeof other === "string") console.log(other);
  console.log(`medians of ${rounds} interleaved rounds; expected of the generated functions: at most 1.1 x by hand`);
}

/** The same rows for all, and a look at whether all give them alike. */
async function fill(contestants: readonly Contestant[]): Promise<void> {
  for (const one of contestants) {
    for (let at = 0; at < stored; at += 1_000) {
      await one.addAll(Array.from({ length: 1_000 }, (_, more) => newGame(at + more)));
    }
  }
  const [first, ...others] = contestants;
  for (const other of others) {
    deepStrictEqual(await other.get([3]), await first.get([3]), other.name);
    deepStrictEqual(await other.all(10), await first.all(10), other.name);
  }
}

/** Milliseconds of each round, by contestant. */
async function measure(work: Work, contestants: readonly Contestant[]): Promise<number[][]> {
  const elapsed: number[][] = contestants.map(() => []);
  // The first rounds warm the compiler.
  for (let round = -15; round < rounds; round++) {
    for (let turn = 0; turn < contestants.length; turn++) {
      // Whoever follows a slow one finds colder caches: each follows each.
      const at = (turn * (round % 2 === 0 ? 1 : contestants.length - 1) + Math.max(round, 0)) % contestants.length;
      const start = performance.now();
      await work.run(contestants[at]);
      if (round >= 0) elapsed[at].push(performance.now() - start);
    }
  }
  return elapsed;
}

function print({ name, count }: Work, elapsed: readonly number[][], contestants: readonly Contestant[]): void {
  const [base] = elapsed;
  printTable([
    [name, "µs", "to by hand"],
    ...contestants.map((one, at) => [
      one.name,
      (median(elapsed[at]) / count * 1_000).toFixed(1),
      median(elapsed[at].map((own, round) => own / base[round])).toFixed(2),
    ]),
  ]);
  console.log();
}

async function times(count: number, work: () => Promise<unknown>): Promise<void> {
  for (let at = 0; at < count; at++) await work();
}
