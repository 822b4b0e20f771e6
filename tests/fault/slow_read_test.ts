/**
 * A query that takes two seconds, and everybody else meanwhile.
 */
import { deepStrictEqual, match, ok, strictEqual } from "node:assert";
import { nodeSqlite } from "@rally/rally/db";
import { serverFlags } from "../../cli/app/permissions.ts";
import { bundleServer } from "../../codegen/bundle/bundle_server.ts";
import { askForPage, checkLatencies, latenciesWhile } from "./latencies.ts";
import { countRows } from "./reports_main.ts";
import { postCaller, startProcess } from "./saves_process.ts";

Deno.test("a slow read of two seconds holds up neither pages nor saves", async () => {
  const folder = Deno.makeTempDirSync();
  const process = await startProcess(`${folder}/app.db`, { script: "reports_main.ts" });
  const rows = rowsIn(2_000);
  let asked = 0;
  const caller = postCaller(process.url);
  // By turns, so that it is one person who waits, with nobody else but the report.
  const ask = async () => {
    if (asked++ % 2 === 0) return await askForPage(`${process.url}/saves/1`);
    strictEqual(await caller.save({ text: `save ${asked}`, key: crypto.randomUUID() }), "saved");
  };
  checkLatencies("nothing slow", await latenciesWhile(() => asked < 200, ask));

  let isCounted = false;
  const began = performance.now();
  const report = fetch(`${process.url}/reports/${rows}`).then(async (response) => {
    isCounted = true;
    return [response.status, await response.text()] as const;
  });
  const taken = await latenciesWhile(() => !isCounted, ask);
  const seconds = (performance.now() - began) / 1_000;
  const [status, text] = await report;
  process.kill();
  await process.gone;
  strictEqual(status, 200, text);
  match(text, new RegExp(`Counted ${rows} rows`));
  checkLatencies(`a slow read of ${seconds.toFixed(1)} s`, taken);
  Deno.removeSync(folder, { recursive: true });
});

Deno.test("a bundled server reads on threads without further permissions, and ends while a read that was given up runs", async () => {
  const root = Deno.makeTempDirSync();
  const db = new URL("../../db/mod.ts", import.meta.url).href;
  Deno.writeTextFileSync(`${root}/deno.json`, "{}");
  Deno.writeTextFileSync(
    `${root}/main.ts`,
    `import { openDatabase, ReadTimeout } from ${JSON.stringify(db)};
    const count = {
      name: "countRows",
      slow: true,
      sql: ${JSON.stringify(countRows.sql)},
      row: ([count]: readonly unknown[]) => Number(count),
    };
    const database = openDatabase("data/app.db", { slowReads: { timeout: 100 } });
    await database.read(async (db) => {
      console.log(await db.first(count, [1000n]));
      // A minute, if it were waited for.
      console.log(await db.first(count, [600_000_000n]).catch((error) => error instanceof ReadTimeout));
    });
    database.close();
    `,
  );
  await bundleServer({ root, entry: "main.ts", outFile: "dist/server.js" });
  // The sources are gone, as they are for a binary.
  Deno.removeSync(`${root}/main.ts`);
  Deno.mkdirSync(`${root}/data`);
  const flags = serverFlags({ host: "127.0.0.1", port: 8000, reads: ["dist"], data: "data", extra: [] });
  const began = performance.now();
  const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-config", "--no-lock", "--no-remote", ...flags, "dist/server.js"],
    cwd: root,
  }).output();
  deepStrictEqual(new TextDecoder().decode(stdout).split("\n"), ["1000", "true", ""], new TextDecoder().decode(stderr));
  ok(performance.now() - began < 20_000);
  Deno.removeSync(root, { recursive: true });
});

/** How many rows this machine counts in so much time. */
function rowsIn(milliseconds: number): number {
  const connection = nodeSqlite.open(":memory:", { readOnly: false });
  const statement = connection.prepare(countRows.sql);
  const sample = 500_000;
  const began = performance.now();
  statement.get([BigInt(sample)]);
  connection.close();
  return Math.round(sample * milliseconds / (performance.now() - began));
}
