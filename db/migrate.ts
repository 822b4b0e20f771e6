/**
 * Migrations: forward only, each in one transaction, each once, whoever starts first. Called by `rally migrate`, by the
 * server at its start, and by code generation on a database in memory.
 *
 * @module
 */
import { DatabaseBusy, mapSqliteError } from "./errors.ts";
import { MigrationError, type MigrationFile, type Numbered, numbered, place, runFile } from "./migration_files.ts";
import { APP_LEDGER, createLedger, pendingOf, record, SYSTEM_LEDGER, versionsIn } from "./migration_ledger.ts";
import { systemMigrations } from "./system_schema.ts";
import type { Connection } from "./types.ts";

/** How migrations are applied. */
export interface MigrateOptions {
  /**
   * How long to wait while another process migrates or writes, in milliseconds. The process stands still meanwhile.
   *
   * @default 60000
   */
  readonly lockTimeout?: number;
  /** Called before such a wait, so that somebody can be told. */
  readonly onWait?: () => void;
}

/** What was done. */
export interface MigrationReport {
  /** The names of the app's migrations that this call has applied, in order. */
  readonly applied: readonly string[];
  /** How many were applied before. */
  readonly known: number;
  /** The number of the newest migration in the database; 0 when there is none. */
  readonly version: number;
}

/**
 * Applies the migrations that the database does not have yet, Rally's own tables first. When it throws, the migrations
 * before the one that failed stay applied.
 *
 * Foreign keys are off while a migration runs, so that a table can be rebuilt, and all of them are checked before it is
 * committed. Two processes that migrate at once apply each migration once.
 *
 * @throws {MigrationError} When a file does not fit what was applied before, or fails.
 * @throws {DatabaseBusy} When another process keeps the lock.
 *
 * @example
 * ```ts
 * import { migrate, openConnection } from "@rally/rally/db";
 *
 * const connection = openConnection(":memory:");
 * const report = migrate(connection, [{ name: "001_teams.sql", text: "CREATE TABLE teams (name TEXT NOT NULL);" }]);
 * console.log(report); // { applied: ["001_teams.sql"], known: 0, version: 1 }
 * connection.close();
 * ```
 */
export function migrate(
  connection: Connection,
  migrations: readonly MigrationFile[],
  options: MigrateOptions = {},
): MigrationReport {
  const steps = migrating(connection, migrations, options);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/**
 * The work of {@linkcode migrate} in steps: it stops before each file that it applies, inside of that file's
 * transaction, so that nobody can write meanwhile.
 */
export function* migrating(
  connection: Connection,
  migrations: readonly MigrationFile[],
  { lockTimeout = 60_000, onWait }: MigrateOptions,
): Generator<MigrationFile, MigrationReport> {
  const files = numbered(migrations);
  using settings = changeSettings(connection, Math.trunc(lockTimeout));
  yield* apply(numbered(systemMigrations), SYSTEM_LEDGER, { connection, settings, onWait });
  return yield* apply(files, APP_LEDGER, { connection, settings, onWait });
}

/** Runs `work` in a transaction that no other process can be in at the same time. */
export function exclusively<T>(connection: Connection, work: () => T): T {
  begin(connection);
  try {
    const value = work();
    connection.prepare("COMMIT").run([]);
    return value;
  } catch (error) {
    throw undone(connection, error);
  }
}

interface Settings extends Disposable {
  /** How long SQLite waits for a lock. */
  setPatience(ms: "none" | "long"): void;
}

interface Run {
  readonly connection: Connection;
  readonly settings: Settings;
  readonly onWait: (() => void) | undefined;
}

/** Takes foreign keys off and waits for locks as long as it takes, until the end of the scope. */
function changeSettings(connection: Connection, lockTimeout: number): Settings {
  if (connection.inTransaction) throw new TypeError("Cannot migrate: the connection has an open transaction");
  const names = ["foreign_keys", "busy_timeout"];
  const before = names.map((name) => [name, connection.prepare(`PRAGMA ${name}`).get([])?.[0]]);
  const setPatience: Settings["setPatience"] = (patience) =>
    connection.exec(`PRAGMA busy_timeout = ${patience === "none" ? 0 : lockTimeout}`);
  // SQLite takes no notice of this one inside of a transaction.
  connection.exec("PRAGMA foreign_keys = OFF");
  setPatience("long");
  return {
    setPatience,
    [Symbol.dispose]() {
      for (const [name, value] of before) connection.exec(`PRAGMA ${name} = ${value}`);
    },
  };
}

function begin(connection: Connection): void {
  try {
    connection.prepare("BEGIN IMMEDIATE").run([]);
  } catch (error) {
    throw withHint(mapSqliteError(error, "Waiting for the lock"));
  }
}

function beginTelling({ connection, settings, onWait }: Run): void {
  if (onWait === undefined) return begin(connection);
  settings.setPatience("none");
  try {
    return begin(connection);
  } catch (error) {
    if (!(error instanceof DatabaseBusy)) throw error;
    onWait();
  } finally {
    settings.setPatience("long");
  }
  begin(connection);
}

/** What is thrown for an error in a transaction, of which nothing is left. */
function undone(connection: Connection, error: unknown): unknown {
  if (connection.inTransaction) connection.exec("ROLLBACK");
  return mapSqliteError(error, "The transaction");
}

function* apply(files: readonly Numbered[], ledger: string, run: Run): Generator<MigrationFile, MigrationReport> {
  const { connection } = run;
  const applied: string[] = [];
  // Without the lock first: a server that starts on a migrated database waits for nobody.
  let pending = pendingOf(connection, files, ledger);
  while (pending.length > 0) {
    beginTelling(run);
    try {
      // Another process may have applied some while this one waited.
      pending = pendingOf(connection, files, ledger);
      const next = pending.shift();
      if (next !== undefined) {
        yield next.file;
        createLedger(connection, ledger);
        applyOne(connection, next, ledger);
        applied.push(next.file.name);
      }
      connection.prepare("COMMIT").run([]);
    } catch (error) {
      throw undone(connection, error);
    }
  }
  const versions = versionsIn(connection, ledger);
  return { applied, known: versions.length - applied.length, version: Math.max(0, ...versions) };
}

function applyOne(connection: Connection, next: Numbered, ledger: string): void {
  runFile(connection, next.file);
  const [broken] = connection.prepare("PRAGMA foreign_key_check").all([]);
  if (broken !== undefined) {
    const [table, row, parent] = broken;
    throw new MigrationError("foreign_key", next.file, {
      message: `${
        place(next.file)
      }: Cannot commit the migration: got row ${row} of "${table}" without its row in "${parent}"`,
      hint: "move or delete such rows in this migration, before the table that they refer to changes",
    });
  }
  record(connection, next, ledger);
}

function withHint(error: unknown): unknown {
  if (!(error instanceof DatabaseBusy)) return error;
  return new DatabaseBusy("Cannot migrate: another process keeps the database locked\nhint: stop it, or wait for it", {
    cause: error,
  });
}
