/**
 * The server of an app under test: the real one, over a database of the test's own, with time that stands still.
 *
 * @module
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Driver, readSqlFiles, requireSchema, type SqlFile } from "../../db/mod.ts";
import { appPaths } from "../server/app_paths.ts";
import type { AppTable } from "../server/app_table.ts";
import type { Modes } from "../server/core.ts";
import { createServer, type RallyServer, type ServerOptions } from "../server/create_server.ts";
import { createLocalBus } from "../topics/bus.ts";
import { createHub } from "../topics/hub.ts";
import type { Manifest } from "../wire/manifest.ts";
import { openTestDatabase, type TestDatabase } from "./app_database.ts";
import { createTestClock, type TestClock } from "./test_clock.ts";
import { createWork, type Work } from "./work.ts";

/** How an app is tested; everything has a default. */
export interface TestAppOptions {
  /** The folder of the app. @default {Deno.cwd()} */
  readonly root?: string;
  /** Whether the rows of `db/seeds/` are there. @default {false} */
  readonly seeds?: boolean;
  /** Where the loops of pages run, by path, in place of what their contracts say; `"live"` is for all of them. */
  readonly modes?: Modes;
  /**
   * Whether after each step what every page shows is compared with what its view draws, which calls views once more.
   * @default {true}
   */
  readonly compare?: boolean;
  /** What `main.ts` gives to `serve` under this name. */
  readonly extend?: ServerOptions["extend"];
  /** The database library. @default {nodeSqlite} */
  readonly driver?: Driver;
}

/** A server under test with what a test holds of it. */
export interface AppServer {
  readonly server: RallyServer;
  readonly db: TestDatabase;
  readonly clock: TestClock;
  readonly work: Work;
  readonly log: readonly string[];
  /** Whether the scripts of its pages are there, for a browser. */
  readonly isBuilt: boolean;
}

/**
 * Starts the server of an app.
 *
 * @throws {Error} When the folder is not the app's, or its generated code is stale.
 */
export function startAppServer(table: AppTable, options: TestAppOptions): AppServer {
  const { root = Deno.cwd(), seeds = false, modes = {}, extend, driver } = options;
  const sources = appPaths(pathToFileURL(join(root, "main.ts")).href);
  const built = appPaths(pathToFileURL(join(root, "dist", "server.js")).href);
  const isBuilt = existsSync(built.manifest);
  const migrations = readSqlFiles(sources.migrations);
  const db = openTestDatabase({
    migrations,
    seeds: seeds ? readSqlFiles(sources.seeds) : [],
    driver,
  });
  checkSchema(table, { db, migrations, root });
  const clock = createTestClock();
  const work = createWork();
  const log: string[] = [];
  const server = createServer({
    table,
    db,
    hub: createHub(createLocalBus()),
    manifest: isBuilt ? JSON.parse(readFileSync(built.manifest, "utf8")) : unbuilt(table),
    modes,
    clock,
    // A ping is how a browser is asked whether it has come to rest: no work of the app's.
    watch: (what, running) => what === 'frame "ping"' || work.watch(what, running),
    log: (line) => void log.push(line),
    assets: built.assets,
    static: sources.static,
    extend,
  });
  return { server, db, clock, work, log, isBuilt };
}

interface Checked {
  readonly db: TestDatabase;
  readonly migrations: readonly SqlFile[];
  readonly root: string;
}

function checkSchema(table: AppTable, { db, migrations, root }: Checked): void {
  try {
    requireSchema(db.writer, table, migrations);
  } catch (cause) {
    db.remove();
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`Cannot test the app in "${root}": ${why}, and the tests in the folder of the app`, { cause });
  }
}

/** A build in name only: without a browser no script of it is ever loaded. */
function unbuilt({ pages, layouts }: AppTable): Manifest {
  const asset = (name: string) => ({ file: `/_rally/assets/${name}.js`, imports: [] });
  return {
    build: "test",
    boot: asset("boot"),
    live: asset("live"),
    pages: Object.fromEntries([...pages, ...layouts].map(({ id }) => [id, asset(id)])),
  };
}
