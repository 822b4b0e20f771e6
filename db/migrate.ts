/**
 * Migrations: forward only, each in one transaction, each once, whoever starts first. Called by `rally migrate`, by the
 * server at its start, and by code generation on a database in memory.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { DatabaseBusy, mapSqliteError } from "./errors.ts";
import { MigrationError, type MigrationFile, numbered, place, runFile } from "./migration_files.ts";
import { systemMigrations } from "./system_schema.ts";
import type { Connection, SqlValue } from "./types.ts";

/** How migrations are applied. */
export interface MigrateOptions {
  /**
   * How long to wait while another process migrates or writes, in milliseconds. The process stands still meanwhile.
   *
   * @default 60000
   */
  readonly lockTimeout?: number;
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
  const { lockTimeout = 60_000 } = options;
  const files = numbered(migrations);
  return withPragmas(connection, { foreign_keys: 0, busy_timeout: Math.trunc(lockTimeout) }, () => {
    apply(connection, numbered(systemMigrations), SYSTEM_LEDGER);
    return apply(connection, files, APP_LEDGER);
  });
}

/** Runs `work` with settings of the connection changed, and puts them back. */
export function withPragmas<T>(
  connection: Connection,
  pragmas: Readonly<Record<string, number>>,
  work: () => T,
): T {
  if (connection.inTransaction) throw new TypeError("Cannot migrate or seed: the connection has an open transaction");
  const before = Object.keys(pragmas).map((name) => [name, connection.prepare(`PRAGMA ${name}`).get([])?.[0]]);
  try {
    for (const [name, value] of Object.entries(pragmas)) connection.exec(`PRAGMA ${name} = ${value}`);
    return work();
  } finally {
    for (const [name, value] of before) connection.exec(`PRAGMA ${name} = ${value}`);
  }
}

/** Runs `work` in a transaction that no other process can be in at the same time. */
export function exclusively<T>(connection: Connection, work: () => T): T {
  try {
    connection.prepare("BEGIN IMMEDIATE").run([]);
  } catch (error) {
    throw withHint(mapSqliteError(error, "Waiting for the lock"));
  }
  try {
    const value = work();
    connection.prepare("COMMIT").run([]);
    return value;
  } catch (error) {
    if (connection.inTransaction) connection.exec("ROLLBACK");
    throw mapSqliteError(error, "The transaction");
  }
}

const APP_LEDGER = "_rally_migrations";
const SYSTEM_LEDGER = "_rally_system_migrations";

type Numbered = ReturnType<typeof numbered>[number];
type Ledger = ReadonlyMap<number, { readonly name: string; readonly checksum: string }>;

function apply(connection: Connection, files: readonly Numbered[], ledger: string): MigrationReport {
  const applied: string[] = [];
  // Without the lock first: a server that starts on a migrated database waits for nobody.
  let pending = pendingOf(connection, files, ledger);
  while (pending.length > 0) {
    exclusively(connection, () => {
      connection.exec(
        `CREATE TABLE IF NOT EXISTS ${ledger} (version INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, ` +
          "applied_at INTEGER NOT NULL) STRICT",
      );
      // Another process may have applied some while this one waited.
      pending = pendingOf(connection, files, ledger);
      const next = pending.shift();
      if (next === undefined) return;
      applyOne(connection, next, ledger);
      applied.push(next.file.name);
    });
  }
  const versions = [...readLedger(connection, ledger).keys()];
  return { applied, known: versions.length - applied.length, version: Math.max(0, ...versions) };
}

function applyOne(connection: Connection, { version, file }: Numbered, ledger: string): void {
  runFile(connection, file);
  const [broken] = connection.prepare("PRAGMA foreign_key_check").all([]);
  if (broken !== undefined) {
    const [table, row, parent] = broken;
    throw new MigrationError("foreign_key", file, {
      message: `${
        place(file)
      }: Cannot commit the migration: got row ${row} of "${table}" without its row in "${parent}"`,
      hint: "move or delete such rows in this migration, before the table that they refer to changes",
    });
  }
  connection.prepare(`INSERT INTO ${ledger} (version, name, checksum, applied_at) VALUES (?1, ?2, ?3, ?4)`)
    .run([BigInt(version), file.name, checksumOf(file), BigInt(Date.now())]);
}

/** The files that are not applied yet, after checking that those that are still fit. */
function pendingOf(connection: Connection, files: readonly Numbered[], ledger: string): Numbered[] {
  const applied = readLedger(connection, ledger);
  const newest = Math.max(0, ...applied.keys());
  checkMissing(applied, files);
  const pending: Numbered[] = [];
  for (const numbered of files) {
    const known = applied.get(numbered.version);
    if (known !== undefined) checkUnchanged(numbered.file, known);
    else if (numbered.version < newest) throw outOfOrder(numbered, newest);
    else pending.push(numbered);
  }
  return pending;
}

function readLedger(connection: Connection, ledger: string): Ledger {
  const exists = connection.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?1").get([ledger]);
  if (exists === undefined) return new Map();
  const rows: SqlValue[][] = connection.prepare(`SELECT version, name, checksum FROM ${ledger}`).all([]);
  return new Map(rows.map(([version, name, checksum]) => [
    Number(version),
    { name: String(name), checksum: String(checksum) },
  ]));
}

// Windows checkouts may have other line ends; an editor may add a byte order mark.
function checksumOf({ text }: MigrationFile): string {
  return createHash("sha256").update(text.replace(/^\uFEFF/, "").replaceAll("\r\n", "\n")).digest("hex");
}

function checkMissing(applied: Ledger, files: readonly Numbered[]): void {
  for (const [version, { name }] of applied) {
    if (files.some((numbered) => numbered.version === version)) continue;
    throw new MigrationError("missing", { name, text: "" }, {
      message: `${name}: Cannot migrate: the database has this migration, but its file is missing`,
      hint: "restore the file, or the newer version of Rally that it belongs to; in development, reset the database",
    });
  }
}

function checkUnchanged(file: MigrationFile, known: { name: string; checksum: string }): void {
  if (file.name !== known.name) {
    throw new MigrationError("changed", file, {
      message: `${
        place(file)
      }: Cannot migrate: got the name "${file.name}", expected "${known.name}" as it was applied`,
      hint: "give the file its old name, or a number that is not used",
    });
  }
  if (checksumOf(file) !== known.checksum) {
    throw new MigrationError("changed", file, {
      message: `${place(file)}: Cannot migrate: the file was changed after it was applied`,
      hint: "restore its text and write a new migration; in development, deno task reset makes the database anew",
    });
  }
}

function outOfOrder({ version, file }: Numbered, newest: number): MigrationError {
  return new MigrationError("out_of_order", file, {
    message: `${place(file)}: Cannot migrate: got number ${version}, expected one above ${newest}, which is applied`,
    hint: "rename the file to the next free number",
  });
}

function withHint(error: unknown): unknown {
  if (!(error instanceof DatabaseBusy)) return error;
  return new DatabaseBusy("Cannot migrate: another process keeps the database locked\nhint: stop it, or wait for it", {
    cause: error,
  });
}
