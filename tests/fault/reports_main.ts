/**
 * The server of the slow-read test, in a process of its own: `reports_main.ts DATABASE`. `/reports/:rows` counts so many
 * rows, by a query that is declared slow.
 */
import { type Load, page } from "@rally/rally";
import type { Query } from "@rally/rally/db";
import { json, object } from "@rally/rally/wire";
import { z } from "zod";
import { listen } from "../../runtime/server/listen.ts";
import { savesTable, startSaves } from "../http/saves_app.tsx";

/** Counts to a number, row by row. */
export const countRows: Query<number> = {
  name: "countRows",
  slow: true,
  sql: "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1) SELECT count(*) FROM n",
  row: ([count]) => Number(count),
};

const contract = page("/reports/:rows", {
  mode: "static",
  params: { rows: z.int() },
  data: z.object({ count: z.int() }),
});
const load: Load<typeof contract> = async ({ db, params }) => ({
  count: await db.first(countRows, [BigInt(params.rows)]) ?? 0,
});

if (import.meta.main) {
  const table = savesTable({}, []);
  const reports = {
    id: "reports_rows",
    file: "app/pages/reports/[rows].tsx",
    path: "/reports/:rows",
    mode: "static" as const,
    module: { contract, load, view: ({ count }: { count: number }) => `Counted ${count} rows` },
    layouts: [],
    wire: { params: object({ rows: json }), data: object({ count: json }), actions: {} },
  };
  const unlimited = { burst: 1_000_000, perSecond: 1_000_000 };
  const server = startSaves({
    path: Deno.args[0] ?? "",
    table: { ...table, pages: [...table.pages, reports] },
    limits: { address: unlimited, session: unlimited },
  });
  console.log((await listen(server, { port: 0 })).url);
}
