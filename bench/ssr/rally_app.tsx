/**
 * The page behind two nested layouts, through everything that Rally does for a document: matching, session, layouts,
 * head, security headers.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "../../db/mod.ts";
import type { View } from "../../mod.ts";
import { type AppTable, createServer, type RallyServer, type ServerModule } from "../../runtime/server/mod.ts";
import { createLocalBus } from "../../runtime/topics/bus.ts";
import { createHub } from "../../runtime/topics/hub.ts";
import { players } from "./players.ts";
import { navigation, searchForm, table as playerTable } from "./rally_page.tsx";

const table: AppTable = {
  schemaHash: "",
  pages: [100, 1_000].map((rows) => ({
    ...part(`nested_${rows}`, `/nested/${rows}`, { view: () => playerTable(players(rows)) }),
    layouts: ["outer", "inner"],
  })),
  layouts: [
    part("outer", "/", { view: (_model, _send, children?: View) => <div class="page">{navigation()}{children}</div> }),
    part("inner", "/", { view: (_model, _send, children?: View) => <main>{searchForm()}{children}</main> }),
  ],
  notFound: [],
  error: [],
  endpoints: [],
  topics: [],
};

/** A server of that app, with a database of its own. */
export function createRallyApp(): RallyServer["app"] {
  const folder = mkdtempSync(join(tmpdir(), "rally_ssr_"));
  const db = openDatabase(join(folder, "app.db"));
  rmSync(folder, { recursive: true });
  const script = { file: "/_rally/assets/none.js", imports: [] };
  const manifest = { build: "", boot: script, live: script, pages: {} };
  return createServer({ table, db, hub: createHub(createLocalBus()), manifest, assets: folder, log: console.error })
    .app;
}

function part(id: string, path: string, module: ServerModule) {
  return { id, file: `${id}.tsx`, path, mode: "static" as const, wire: { actions: {} }, module };
}
