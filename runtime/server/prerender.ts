/**
 * Renders pages at the time of the build, for `rally build --prerender`: static pages that say the same to everybody.
 *
 * @module
 */
import type { Database } from "../../db/mod.ts";
import { createLocalBus } from "../topics/bus.ts";
import { createHub } from "../topics/hub.ts";
import type { Manifest } from "../wire/manifest.ts";
import { Redirect } from "./answers.ts";
import type { AppTable, PageEntry } from "./app_table.ts";
import { createCore, layoutsOf } from "./core.ts";
import { documentHtml } from "./document.ts";
import { openPage } from "./open_page.ts";
import { renderPage } from "./render_page.ts";
import { snapshotOf } from "./snapshot_of.ts";
import { visitOf } from "./visit.ts";

/** What became of one static page. */
export type Prerendered =
  | { readonly type: "rendered"; readonly path: string; readonly html: string }
  /** It has to be rendered for each request. */
  | { readonly type: "refused"; readonly path: string; readonly reason: string }
  /** Its own code does not work. */
  | { readonly type: "failed"; readonly path: string; readonly error: string };

/** Renders every static page of an app that can be; the others are told with the reason. */
export async function prerenderPages(table: AppTable, manifest: Manifest): Promise<readonly Prerendered[]> {
  const pages = table.pages.filter(({ mode }) => mode === "static");
  return await Promise.all(pages.map((page) => prerender(table, manifest, page)));
}

async function prerender(table: AppTable, manifest: Manifest, page: PageEntry): Promise<Prerendered> {
  const { path } = page;
  const refused = (reason: string): Prerendered => ({ type: "refused", path, reason });
  if (/[:*]/.test(path)) return refused("its address has parameters");
  const log: string[] = [];
  const db = absentDatabase();
  const hub = createHub(createLocalBus());
  const core = createCore({ table, db, hub, manifest, log: (line) => void log.push(line) });
  const parts = [...layoutsOf(core, page), page];
  if (parts.some(({ module }) => Object.keys(module.contract?.spec.query ?? {}).length > 0)) {
    return refused("its address takes a query");
  }
  const visit = visitOf({ cookies: new Map(), secure: false, address: "" }, path);
  if (!visit) return refused("its address is none that a browser asks for");
  try {
    const opened = await openPage(core, visit);
    if (db.asked) return refused("it reads the database, which is another one when the app runs");
    if (opened.personal) return refused("it reads the session or a cookie");
    if (log.length > 0) return { type: "failed", path, error: log.join("\n") };
    if (opened.status !== 200) return refused(`it answers ${opened.status}`);
    const rendered = renderPage(core, opened);
    const html = documentHtml(core, rendered, snapshotOf(core, opened, rendered, {}), {});
    return { type: "rendered", path, html };
  } catch (error) {
    if (error instanceof Redirect) return refused(`it leads on to ${error.href}`);
    return { type: "failed", path, error: error instanceof Error ? error.stack ?? error.message : String(error) };
  }
}

/** Stands for the database, which is not there yet, and remembers whether it was asked for anything. */
function absentDatabase(): Database & { readonly asked: boolean } {
  let asked = false;
  const query = () => {
    asked = true;
    return Promise.reject(new Error("There is no database while the app is built"));
  };
  return {
    path: "",
    get asked() {
      return asked;
    },
    get writer(): never {
      throw new Error("There is no database while the app is built");
    },
    read: async (work) => await work({ all: query, first: query }),
    write: async (work) =>
      await work({ all: query, first: query, run: query, runEach: query, allEach: query, writable: true }),
    close() {},
  };
}
