/**
 * What a visitor sees of a query that is declared slow and has no time.
 */
import { match, strictEqual } from "node:assert";
import { type Load, page } from "@rally/rally";
import { openDatabase, type Query } from "@rally/rally/db";
import { json, object } from "@rally/rally/wire";
import { z } from "zod";
import { migrate } from "../../db/mod.ts";
import { emptyTable, startTable } from "./table_app.tsx";

// A second or so, in a process that goes on with other tests.
const count: Query<number> = {
  name: "countRows",
  slow: true,
  sql: "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000000) SELECT count(*) FROM n",
  row: ([count]) => Number(count),
};

const contract = page("/report", { mode: "static", data: z.object({ count: z.int() }) });
const load: Load<typeof contract> = async ({ db }) => ({ count: await db.first(count, []) ?? 0 });

Deno.test("a page whose slow query has no time answers 503, and the log says why", async () => {
  const folder = Deno.makeTempDirSync();
  const db = openDatabase(`${folder}/app.db`, { slowReads: { threads: 1, waiting: 0, timeout: 50 } });
  migrate(db.writer, []);
  const report = {
    id: "report",
    file: "app/pages/report.tsx",
    path: "/report",
    mode: "static" as const,
    module: { contract, load, view: ({ count }: { count: number }) => String(count) },
    layouts: [],
    wire: { data: object({ count: json }), actions: {} },
  };
  const server = startTable({ ...emptyTable, pages: [report] }, { db });
  for (
    const why of [/Query "countRows" is given up: it ran for more than 50 ms/, /all 1 threads .* 1 of them .* given up/]
  ) {
    const response = await server.app.request("/report");
    strictEqual(response.status, 503);
    match(await response.text(), /This took too long\. Try again in a moment\./);
    match(server.log.at(-1) ?? "", why);
  }
  db.close();
  server.end();
  Deno.removeSync(folder, { recursive: true });
});
