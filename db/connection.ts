/**
 * Opens one connection, configured as every connection of Rally is. `openDatabase` opens its writer and readers here;
 * command-line tools open a single one for migrations.
 *
 * @module
 */
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { nodeSqlite } from "./drivers/node_sqlite.ts";
import { isBusy, mapSqliteError } from "./errors.ts";
import type { Connection, Driver } from "./types.ts";

/** How one connection is opened. */
export interface ConnectionOptions {
  /** The database library. @default nodeSqlite */
  readonly driver?: Driver;
  /**
   * How long SQLite waits for another process's lock, in milliseconds. The whole process stands still meanwhile: good
   * in a tool, bad in a server.
   *
   * @default 5000
   */
  readonly busyTimeout?: number;
}

/**
 * Opens a database file to read and write, and creates it with its folder when it does not exist. For tools and
 * scripts; a server uses `openDatabase`.
 *
 * @throws {DatabaseBusy} When another process keeps the file locked.
 * @throws {DatabaseCorrupt} When the file is not a database.
 *
 * @example
 * ```ts
 * import { migrate, openConnection, readSqlFiles } from "@rally/rally/db";
 *
 * const connection = openConnection(`${Deno.makeTempDirSync()}/app.db`);
 * migrate(connection, readSqlFiles("db/migrations"));
 * connection.close();
 * ```
 */
export function openConnection(path: string, options: ConnectionOptions = {}): Connection {
  const { driver = nodeSqlite, busyTimeout = 5_000 } = options;
  if (path !== ":memory:") mkdirSync(dirname(path), { recursive: true });
  return open(driver, path, { readOnly: false }, (connection) => {
    connection.exec(`PRAGMA busy_timeout = ${OPENING_PATIENCE}`);
    if (path !== ":memory:") useWriteAheadLog(connection, path);
    // FULL: a commit that returned survives a power cut. "Saved" means saved.
    connection.exec("PRAGMA synchronous = FULL");
    connection.exec("PRAGMA foreign_keys = ON");
    connection.exec("PRAGMA trusted_schema = OFF");
    connection.exec(`PRAGMA busy_timeout = ${Math.trunc(busyTimeout)}`);
  });
}

/** Opens a connection that can only read, to a file that a writer of this process has open. */
export function openReader(path: string, driver: Driver): Connection {
  // Not opened read-only: that makes a read by key a quarter slower, and query_only refuses the same statements.
  return open(driver, path, { readOnly: false }, (connection) => {
    connection.exec("PRAGMA query_only = ON");
    connection.exec("PRAGMA trusted_schema = OFF");
    // A reader of a write-ahead log waits only while another process recovers or closes the file: milliseconds.
    connection.exec("PRAGMA busy_timeout = 1000");
  });
}

// Switching a new file to WAL needs it alone: processes that start together wait for each other.
const OPENING_PATIENCE = 5_000;

function open(
  driver: Driver,
  path: string,
  mode: { readonly readOnly: boolean },
  configure: (connection: Connection) => void,
): Connection {
  let connection: Connection | undefined;
  try {
    connection = driver.open(path, mode);
    configure(connection);
    return connection;
  } catch (error) {
    connection?.close();
    throw mapSqliteError(error, `Opening "${path}"`);
  }
}

// Of several processes that switch a new file at once SQLite refuses some without waiting (it could deadlock): measured
// 16 of 1,200 openings by four threads. So it is tried again here.
function useWriteAheadLog(connection: Connection, path: string): void {
  const until = Date.now() + OPENING_PATIENCE;
  for (;;) {
    try {
      const mode = connection.prepare("PRAGMA journal_mode = WAL").get([])?.[0];
      if (mode === "wal") return;
      throw new Error(
        `Cannot open "${path}": got journal mode "${mode}", expected "wal"\nhint: use a local disk, not a network share`,
      );
    } catch (error) {
      if (!isBusy(error) || Date.now() >= until) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}
