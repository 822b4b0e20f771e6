/**
 * A query that takes two seconds, and everybody else meanwhile.
 */
import { match, strictEqual } from "node:assert";
import { nodeSqlite } from "@rally/rally/db";
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
