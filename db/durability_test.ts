import { deepStrictEqual, ok, strictEqual } from "node:assert";
import { openConnection } from "./connection.ts";
import { withFolder } from "./test_support.ts";

// Handlers of two inserts run side by side in groups; a number is printed after its commit, and only then is it
// acknowledged. Every seventh is undone in the middle of its group.
const PROGRAM = `
  import { openDatabase } from ${JSON.stringify(import.meta.resolve("./mod.ts"))};
  const database = openDatabase(Deno.args[0]);
  database.writer.exec("CREATE TABLE IF NOT EXISTS t (n INTEGER, part INTEGER)");
  const row = () => { throw new TypeError("no rows"); };
  const insert = { name: "insert", sql: "INSERT INTO t VALUES (?1, ?2)", row };
  const encoder = new TextEncoder();
  let next = Number(Deno.args[1]);
  async function client() {
    for (;;) {
      const n = BigInt(next++);
      await database.write(async (db) => {
        await db.run(insert, [n, 1n]);
        if (n % 10n === 0n) await new Promise((resolve) => setTimeout(resolve, 0));
        await db.run(insert, [n, 2n]);
        if (n % 7n === 0n) throw new RangeError("undone");
      }, { committed: () => void Deno.stdout.writeSync(encoder.encode(n + "\\n")) }).catch((error) => {
        if (!(error instanceof RangeError)) throw error;
      });
    }
  }
  await Promise.all(Array.from({ length: 8 }, client));`;

Deno.test("write loses no acknowledged row and leaves no half transaction when its process is killed", () =>
  withFolder(async (folder) => {
    Deno.writeTextFileSync(`${folder}/program.ts`, PROGRAM);
    const acknowledged: number[] = [];
    for (let round = 0; round < 5; round++) {
      acknowledged.push(...await writeUntilKilled(folder, round));
    }
    ok(acknowledged.length >= 5 * 50);
    const connection = openConnection(`${folder}/app.db`);
    deepStrictEqual(connection.prepare("PRAGMA integrity_check").all([]), [["ok"]]);
    const groups = connection.prepare("SELECT n, count(*), count(DISTINCT part) FROM t GROUP BY n").all([]);
    for (const [n, rows, parts] of groups) deepStrictEqual([rows, parts], [2, 2], `half of ${n} was saved`);
    const saved = new Set(groups.map(([n]) => n));
    deepStrictEqual([...saved].filter((n) => Number(n) % 7 === 0), [], "what threw was saved");
    deepStrictEqual(acknowledged.filter((n) => !saved.has(n)), []);
    connection.close();
  }));

// Killed at a different moment in each round: after 50 acknowledgements and some more.
async function writeUntilKilled(folder: string, round: number): Promise<number[]> {
  const args = ["run", "-A", "--no-check", "--quiet", `${folder}/program.ts`, `${folder}/app.db`, `${round}000000`];
  const process = new Deno.Command(Deno.execPath(), { args, stdout: "piped", stderr: "inherit" }).spawn();
  let text = "";
  let killed = false;
  const decoder = new TextDecoder();
  for await (const bytes of process.stdout) {
    text += decoder.decode(bytes, { stream: true });
    if (killed || text.split("\n").length < 50 + round * 7) continue;
    process.kill("SIGKILL");
    killed = true;
  }
  strictEqual((await process.status).signal, "SIGKILL");
  // The last line may be cut.
  return text.split("\n").slice(0, -1).map(Number);
}
