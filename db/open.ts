/**
 * Opens the database of an app: one connection that writes, several that read. The server opens one at its start;
 * handlers and `load` get their handles from it.
 *
 * @module
 */
import { openConnection, openReader } from "./connection.ts";
import { nodeSqlite } from "./drivers/node_sqlite.ts";
import { Reads } from "./reads.ts";
import { type SlowReadLimits, SlowReads } from "./slow_reads.ts";
import type { SlowWriter } from "./turn.ts";
import type { Connection, Driver, Reader, Writer } from "./types.ts";
import { type WriteHooks, Writes } from "./writes.ts";

/** How a database is opened. All times are in milliseconds. */
export interface DatabaseOptions {
  /** The database library. @default nodeSqlite */
  readonly driver?: Driver;
  /** The most connections that read at once; more reads wait in order. @default 16 */
  readonly readers?: number;
  /** How long a write waits while another process has the lock, and a read while all readers are in use. @default 5000 */
  readonly busyTimeout?: number;
  /**
   * How reads of queries that are declared `-- slow` are bounded; they run on threads of their own. `false`: they run
   * where every other does, as they do with a driver that has no threads.
   * @default {{ threads: 4, waiting: 4, timeout: 5000 }}
   */
  readonly slowReads?: SlowReadLimits | false;
  /** How long a write may hold the writer over something that is not the database. @default 5000 */
  readonly writerTimeout?: number;
  /**
   * For how long writes that wait join the transaction of the first of them, to share its COMMIT. `0`: each has its own.
   * @default 5
   */
  readonly groupWithin?: number;
  /** After how long such a write is told to {@linkcode DatabaseOptions.onSlowWriter}. @default 50 */
  readonly slowWriterAfter?: number;
  /** Names writes that hold the writer, in development. @default nobody is told */
  readonly onSlowWriter?: (slow: SlowWriter) => void;
}

/** The database of an app. */
export interface Database {
  /** The file. */
  readonly path: string;
  /**
   * The connection that writes, for what happens before the server listens: migrations, seeds, the schema's hash.
   * Between writes it is idle; using it while one runs would take part in that transaction.
   */
  readonly writer: Connection;
  /**
   * Runs `work` in one read transaction: every query sees the same snapshot, taken at the first one. A query that is
   * declared `-- slow` has one of its own, taken when it starts.
   *
   * @throws {DatabaseBusy} When all readers stay in use, or all threads for slow reads.
   * @throws {ReadTimeout} When a slow query ran longer than it may.
   */
  read<T>(work: (db: Reader) => T | Promise<T>): Promise<T>;
  /**
   * Runs `work` as one transaction. At its first query it takes the writer, first come, first served; when it returns
   * all is committed, when it throws all is undone.
   *
   * @throws {DatabaseBusy} When another process keeps the lock.
   * @throws {WriterTimeout} When the work held the writer over something else.
   * @throws {TransactionEnded} When SQLite ended the transaction by itself.
   */
  write<T>(work: (db: Writer) => T | Promise<T>, hooks?: WriteHooks<T>): Promise<T>;
  /** Closes what is idle now and what is in use when it is free; refuses whoever waits. */
  close(): void;
}

/**
 * Opens a database file, and creates it with its folder when it does not exist. Commits are durable (WAL, FULL sync).
 *
 * @throws {DatabaseCorrupt} When the file is not a database.
 *
 * @example
 * ```ts
 * import { openDatabase, type Query } from "@rally/rally/db";
 *
 * // As `rally gen` writes it from `-- exec` SQL
 * const addTeam: Query<never> = {
 *   name: "addTeam",
 *   sql: "INSERT INTO teams (name) VALUES (?1)",
 *   row: () => { throw new TypeError('Query "addTeam" gives no rows'); },
 * };
 *
 * const database = openDatabase(`${Deno.makeTempDirSync()}/app.db`);
 * database.writer.exec("CREATE TABLE teams (name TEXT NOT NULL)");
 * await database.write((db) => db.run(addTeam, ["Toronto"]));
 * database.close();
 * ```
 */
export function openDatabase(path: string, options: DatabaseOptions = {}): Database {
  if (path === ":memory:") {
    throw new TypeError(
      'Cannot open ":memory:": the connections of a database need a file to share\nhint: use a file in a temporary folder',
    );
  }
  const { driver = nodeSqlite, readers = 16, busyTimeout = 5_000, writerTimeout = 5_000 } = options;
  const { slowWriterAfter = 50, onSlowWriter, groupWithin = 5 } = options;
  const writer = openConnection(path, { driver, busyTimeout: 0 });
  const writes = new Writes(writer, { busyTimeout, writerTimeout, slowWriterAfter, onSlowWriter, groupWithin });
  const slow = openSlowReads(path, driver, options.slowReads ?? {});
  const reads = new Reads({ open: () => openReader(path, driver), limit: readers, patience: busyTimeout, slow });
  return {
    path,
    writer,
    read: (work) => reads.read(work),
    write: (work, hooks) => writes.write(work, hooks),
    close() {
      // The writer last: whoever closes the file last moves the log into it, and a reader may not.
      reads.close();
      writes.close();
    },
  };
}

function openSlowReads(path: string, driver: Driver, limits: SlowReadLimits | false): SlowReads | undefined {
  if (limits === false || driver.openThread === undefined) return undefined;
  const { threads = 4, waiting = 4, timeout = 5_000 } = limits;
  return new SlowReads(() => driver.openThread!(path), { threads, waiting, timeout });
}
