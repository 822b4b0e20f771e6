/**
 * The whole app in a test: its real server without a port, over a database of the test's own.
 *
 * @module
 */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Database, type Driver, readSqlFiles, schemaHash } from "../../db/mod.ts";
import type { Mode } from "../page/contract.ts";
import { appPaths } from "../server/app_paths.ts";
import type { AppTable } from "../server/app_table.ts";
import { createServer, type RallyServer, type ServerOptions } from "../server/create_server.ts";
import { openSession } from "../server/session.ts";
import { createLocalBus } from "../topics/bus.ts";
import { createHub } from "../topics/hub.ts";
import type { Manifest } from "../wire/manifest.ts";
import { openTestDatabase } from "./app_database.ts";
import { createCookieJar } from "./cookie_jar.ts";
import type { RecordedPage } from "./page_part.ts";
import { createTestClock } from "./test_clock.ts";
import { createWork } from "./work.ts";

/** How an app is tested; everything has a default. */
export interface TestAppOptions {
  /** The folder of the app. @default {Deno.cwd()} */
  readonly root?: string;
  /** Whether the rows of `db/seeds/` are there. @default {false} */
  readonly seeds?: boolean;
  /** Where the loops of pages run, by path, in place of what their contracts say. */
  readonly modes?: Readonly<Record<string, Mode>>;
  /** What `main.ts` gives to `serve` under this name. */
  readonly extend?: ServerOptions["extend"];
  /** The database library. @default {nodeSqlite} */
  readonly driver?: Driver;
}

/** How somebody visits an app. */
export interface VisitOptions {
  /** Who she is: what `session.userId` says. Without it she is a visitor who may sign in. */
  readonly userId?: string;
}

/** An app under test. */
export interface TestApp extends AsyncDisposable {
  /** The database, to prepare rows and to look at what was saved. */
  readonly db: Database;
  /** What the server has logged: failures with their stack. */
  readonly log: readonly string[];
  /** Opens a page for somebody with cookies of her own. */
  visit(path: string, options?: VisitOptions): Promise<RecordedPage>;
  /** Asks the server for something that is no page. */
  request(path: string, init?: RequestInit): Promise<Response>;
  /** Moves the time of the server and of all pages on: `after` effects that fall due are run, in order. */
  advance(ms: number): Promise<void>;
  /** Resolves when nothing is running any more. Every step of a page waits for this by itself. */
  settled(): Promise<void>;
}

/**
 * Starts an app for one test. It ends with the block that it is declared in by `await using`.
 *
 * @param table What `rally gen` writes to `generated/app.ts`.
 * @throws {Error} When the folder is not the app's, or its generated code is stale.
 * @example
 * ```ts ignore
 * import { testApp } from "@rally/rally/testing";
 * import { app as table } from "../generated/app.ts";
 *
 * Deno.test("a guest signs the book", async () => {
 *   await using app = testApp(table);
 *   const page = await app.visit("/");
 *   await page.fill("Your name", "Ada");
 *   await page.click("button", "Sign");
 *   await page.find("listitem", "Ada");
 * });
 * ```
 */
export function testApp(table: AppTable, options: TestAppOptions = {}): TestApp {
  const { root = Deno.cwd(), seeds = false, modes = {}, extend, driver } = options;
  const paths = appPaths(pathToFileURL(join(root, "main.ts")).href);
  const db = openTestDatabase({
    migrations: readSqlFiles(paths.migrations),
    seeds: seeds ? readSqlFiles(paths.seeds) : [],
    driver,
  });
  requireSchema(table, db, root, db.remove);
  const clock = createTestClock();
  const work = createWork();
  const log: string[] = [];
  const server = createServer({
    table,
    db,
    hub: createHub(createLocalBus()),
    manifest: unbuilt(table),
    modes,
    clock,
    watch: work.watch,
    log: (line) => void log.push(line),
    assets: paths.assets,
    static: paths.static,
    extend,
  });
  const pages: RecordedPage[] = [];

  async function settled(): Promise<void> {
    try {
      await work.settled();
    } catch (error) {
      if (log.length === 0) throw error;
      throw new Error(`${error instanceof Error ? error.message : error}\nthe server said:\n${log.join("\n")}`, {
        cause: error,
      });
    }
  }

  return {
    db,
    log,
    async visit(path, { userId } = {}) {
      // The light DOM takes a tenth of a second to load: tests that open no page go without.
      const { createPage } = await import("./page_part.ts");
      const { createTab } = await import("./tab.ts");
      const cookies = createCookieJar();
      if (userId !== undefined) cookies.take(await sessionCookie(db, userId, clock.now()));
      const page = createPage({ tab: createTab({ table, server, clock, work }, cookies), cookies, settled });
      pages.push(page);
      await page.open(path);
      return page;
    },
    request: async (path, init) => await server.app.request(path, init),
    advance: (ms) => clock.advance(ms, settled),
    settled,
    async [Symbol.asyncDispose]() {
      for (const page of pages) await page.close();
      await settled().finally(db.remove);
    },
  };
}

async function sessionCookie(db: Database, userId: string, now: number): Promise<string> {
  const session = openSession({ userId: null, tokenHash: undefined }, "post");
  session.signIn(userId);
  await db.write((writer) => session.store(writer, now));
  return session.cookie(false) ?? "";
}

function requireSchema(table: AppTable, db: Database, root: string, remove: () => void): void {
  const found = schemaHash(db.writer);
  if (table.schemaHash === found) return;
  remove();
  throw new Error(
    `Cannot test the app in "${root}": its migrations give schema ${found.slice(0, 12)}, its generated code expects ` +
      `${table.schemaHash.slice(0, 12)}\nhint: run "deno task gen", and the tests in the folder of the app`,
  );
}

/** A build in name only: no script of it is ever loaded. */
function unbuilt(table: AppTable): Manifest {
  const asset = (name: string) => ({ file: `/_rally/assets/${name}.js`, imports: [] });
  return {
    build: "test",
    boot: asset("boot"),
    engines: { client: asset("client"), live: asset("live") },
    pages: Object.fromEntries([...table.pages, ...table.layouts].map(({ id }) => [id, asset(id)])),
  };
}
