/**
 * Starts an app: opens and migrates the database, listens, and drains when it is asked to stop. This is all that an
 * app's `main.ts` has to call.
 *
 * @module
 */
import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Hono } from "hono";
import {
  type Database,
  type Driver,
  migrateWithBackup,
  nodeSqlite,
  openDatabase,
  prepareDatabase,
  readSqlFiles,
  requireSchema,
  type SlowReadLimits,
  type SlowWriter,
} from "../../db/mod.ts";
import { createLocalBus } from "../topics/bus.ts";
import { createHub } from "../topics/hub.ts";
import type { Manifest } from "../wire/manifest.ts";
import { type AppPaths, appPaths } from "./app_paths.ts";
import type { AppTable } from "./app_table.ts";
import type { Modes } from "./core.ts";
import { createServer } from "./create_server.ts";
import type { DevHooks } from "./dev/dev_hooks.ts";
import { surviveRejections } from "./last_resort.ts";
import type { ServerLimits } from "./limits.ts";
import type { Listening } from "./listen.ts";
import { listenOrExit } from "./listen_or_exit.ts";

/** What {@linkcode serve} can be told; everything has a default. */
export interface ServeOptions {
  /** Adds middleware and routes of the app's own; they run before those of Rally. */
  readonly extend?: (app: Hono) => void;
  /**
   * The most bytes of a body that the app's own routes and endpoints take. Forms and frames stay at 64 KiB.
   * @default {65536}
   */
  readonly maxBody?: number;
  /** @default {Deno.mainModule} */
  readonly mainModule?: string;
  /** The database library. @default {nodeSqlite} */
  readonly driver?: Driver;
  /**
   * How reads of queries that are declared `-- slow` are bounded.
   * @default {{ threads: 4, waiting: 4, timeout: 5000 }}
   */
  readonly slowReads?: SlowReadLimits;
  /** How long `load` and handlers may take, and how often the app may be asked. */
  readonly limits?: ServerLimits;
}

/** A running app. */
export interface RunningApp extends Listening {
  readonly db: Database;
  /** Resolves when the app has stopped: after `stop()`, SIGTERM or SIGINT. */
  readonly stopped: Promise<void>;
  stop(): Promise<void>;
}

/**
 * Serves an app on `HOST` (127.0.0.1) and `PORT` (8000) with the database of `DATABASE_PATH` (`data/app.db`).
 * Migrates first and, unless `APP_ENV` is `prod`, seeds an empty database. Behind a proxy set `TRUST_PROXY=1`: then
 * `X-Forwarded-Proto`, `-Host` and `-For` tell how the visitor came.
 *
 * @throws {Error} When the build is missing, or when the generated queries belong to another database schema.
 * @example
 * ```ts ignore
 * import { serve } from "@rally/rally/server";
 * import { app } from "./generated/app.ts";
 *
 * if (import.meta.main) await serve(app);
 * ```
 */
export async function serve(table: AppTable, options: ServeOptions = {}): Promise<RunningApp> {
  const paths = appPaths(options.mainModule ?? Deno.mainModule);
  const environment = readEnvironment();
  const db = openDatabase(environment.database, {
    driver: options.driver,
    slowReads: options.slowReads,
    onSlowWriter: environment.dev ? warnOfSlowWriter : undefined,
  });
  const migrations = readSqlFiles(paths.migrations);
  // Of a file that two libraries of one process have open, each would lose the locks of the other.
  if (environment.production && (options.driver ?? nodeSqlite) === nodeSqlite) {
    const { backup } = await migrateWithBackup(db.writer, migrations, { path: environment.database });
    if (backup !== undefined) console.log(`The database before its migration is ${backup}`);
  }
  prepareDatabase(db, { migrations, seeds: environment.production ? [] : readSqlFiles(paths.seeds) });
  requireSchema(db.writer, table, migrations);
  const server = createServer({
    table,
    db,
    hub: createHub(createLocalBus()),
    manifest: readManifest(paths),
    modes: environment.modes,
    dev: environment.dev,
    devHooks: environment.dev ? await devHooks(paths) : undefined,
    assets: paths.assets,
    static: paths.static,
    prerendered: paths.prerendered,
    // Where it may write.
    uploads: dirname(environment.database),
    extend: options.extend,
    limits: options.limits,
    proxies: environment.proxies,
    maxBody: options.maxBody,
  });
  // In development a restart is waited for; nobody waits for the answers of the old server.
  const { host, port, dev } = environment;
  const listening = await listenOrExit(server, dev ? { host, port, drainMs: 300 } : { host, port });
  const running = run(listening, db);
  // Said last: whoever waits for it may ask the server to stop at once.
  console.log(`Listening on ${listening.url}`);
  return running;
}

async function devHooks({ root, manifest }: AppPaths): Promise<DevHooks> {
  const { createDevHooks } = await import("./dev/dev_server.ts");
  return createDevHooks({ root, manifest, hosts: Deno.env.get("RALLY_HOSTS") });
}

function warnOfSlowWriter({ name, held }: SlowWriter): void {
  console.warn(
    `${name} has held the writer for ${Math.round(held)} ms over something that is not the database\n` +
      "hint: do outside work before the first query, or in afterCommit: every other save waits meanwhile",
  );
}

interface Environment {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly production: boolean;
  readonly dev: boolean;
  readonly modes: Modes;
  readonly proxies: number;
}

function readEnvironment(): Environment {
  const appEnv = Deno.env.get("APP_ENV");
  return {
    host: Deno.env.get("HOST") ?? "127.0.0.1",
    port: readPort(Deno.env.get("PORT")),
    database: Deno.env.get("DATABASE_PATH") ?? "data/app.db",
    production: appEnv === "prod" || appEnv === "production",
    dev: Deno.env.get("RALLY_DEV") === "1",
    modes: JSON.parse(Deno.env.get("RALLY_MODES") ?? "{}"),
    proxies: readProxies(Deno.env.get("TRUST_PROXY")),
  };
}

function readPort(text: string | undefined): number {
  if (text === undefined) return 8000;
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new RangeError(`Cannot listen: got PORT="${text}", expected a number from 0 to 65535`);
}

function readProxies(text = "0"): number {
  if (/^\d$/.test(text)) return Number(text);
  throw new RangeError(
    `Cannot trust a proxy: got TRUST_PROXY="${text}", expected the number of proxies in front, from 0 to 9`,
  );
}

function readManifest(paths: AppPaths): Manifest {
  try {
    return JSON.parse(readFileSync(paths.manifest, "utf8"));
  } catch (cause) {
    throw new Error(`Cannot read the build at "${paths.manifest}": run "deno task dev" or "deno task build"`, {
      cause,
    });
  }
}

function run(listening: Listening, db: Database): RunningApp {
  const signals = ["SIGTERM", "SIGINT"] as const;
  const ended = Promise.withResolvers<void>();
  let stopping: Promise<void> | undefined;
  const letFail = surviveRejections(console.error);

  async function finish(): Promise<void> {
    await listening.drain();
    db.close();
    letFail();
    // Until here a second signal is heard and changes nothing: it must not cut the drain short.
    for (const signal of signals) Deno.removeSignalListener(signal, stop);
    ended.resolve();
  }

  function stop(): Promise<void> {
    stopping ??= finish();
    return stopping;
  }

  for (const signal of signals) Deno.addSignalListener(signal, stop);
  return { ...listening, db, stopped: ended.promise, stop };
}
