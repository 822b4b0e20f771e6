/**
 * Migrations: forward only, each in one transaction with its row in the ledger. Called by the server at its start and
 * by `rally migrate`.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { mapSqliteError } from "./errors.ts";
import type { SqlFile } from "./read_sql_files.ts";
import { lineAndColumn, splitStatements } from "./sql_text.ts";
import { createSystemTables } from "./system_schema.ts";
import type { Connection } from "./types.ts";

/** What {@linkcode migrate} has done. */
export interface MigrationReport {
  /** The files that were applied now, in order. */
  readonly applied: readonly string[];
  /** How many had been applied before. */
  readonly known: number;
}

/** A migration that cannot be applied, or a ledger that does not fit the files. Nothing of it is in the database. */
export class MigrationError extends Error {
  override readonly name = "MigrationError";
}

/** How long another process that migrates is waited for, in milliseconds. */
const patience = 30_000;

/**
 * Applies the migrations that the database does not have yet. Safe to run from several processes at once: each waits
 * for the lock and then finds the work done.
 *
 * @param files `NNN_name.sql`, as `readSqlFiles("db/migrations")` gives them.
 * @throws {MigrationError} When a file name is wrong, an applied file was changed or is missing, a new one comes before an
 * applied one, or a statement fails.
 * @example
 * ```ts
 * import { migrate, openConnection } from "@rally/rally/db";
 * import { deepStrictEqual } from "node:assert";
 *
 * const connection = openConnection(":memory:");
 * const report = migrate(connection, [{ name: "001_teams.sql", text: "CREATE TABLE teams (name TEXT NOT NULL) STRICT;" }]);
 * deepStrictEqual(report.applied, ["001_teams.sql"]);
 * ```
 */
export function migrate(connection: Connection, files: readonly SqlFile[]): MigrationReport {
  const migrations = files.map(readMigration).sort((left, right) => left.version - right.version);
  checkVersions(migrations);
  const [[before]] = connection.prepare("PRAGMA busy_timeout").all([]) as [[number]];
  connection.exec(`PRAGMA busy_timeout = ${patience}`);
  // A table can only be rebuilt while its references are not enforced; each migration checks them before its commit.
  connection.exec("PRAGMA foreign_keys = OFF");
  try {
    createSystemTables(connection);
    const applied = migrations.filter((migration) => applyOnce(connection, migration, migrations)).map(({ name }) =>
      name
    );
    checkLedger(readLedger(connection), migrations);
    return { applied, known: migrations.length - applied.length };
  } finally {
    connection.exec("PRAGMA foreign_keys = ON");
    connection.exec(`PRAGMA busy_timeout = ${before}`);
  }
}

interface Migration extends SqlFile {
  readonly version: number;
  readonly checksum: string;
}

interface LedgerRow {
  readonly version: number;
  readonly name: string;
  readonly checksum: string;
}

function readMigration(file: SqlFile): Migration {
  const match = /^(\d{3})_[a-z0-9_]+\.sql$/.exec(file.name);
  if (!match) {
    throw new MigrationError(
      `Cannot read migration "${file.name}": expected a name such as "001_create_games.sql"\n` +
        "hint: three digits, an underscore, then small letters, digits and underscores",
    );
  }
  // Line ends may change with the editor or the checkout; what the file says does not.
  const checksum = createHash("sha256").update(file.text.replaceAll("\r\n", "\n")).digest("hex");
  return { ...file, version: Number(match[1]), checksum };
}

function checkVersions(migrations: readonly Migration[]): void {
  for (const [at, migration] of migrations.entries()) {
    const before = migrations[at - 1];
    if (before?.version !== migration.version) continue;
    throw new MigrationError(
      `Two migrations have the number ${
        String(migration.version).padStart(3, "0")
      }: "${before.name}" and "${migration.name}"\n` +
        "hint: give the newer one the next free number",
    );
  }
}

function checkLedger(ledger: readonly LedgerRow[], migrations: readonly Migration[]): void {
  const files = new Map(migrations.map((migration) => [migration.version, migration]));
  for (const row of ledger) {
    const file = files.get(row.version);
    if (!file) {
      throw new MigrationError(
        `Migration "${row.name}" was applied to this database, but its file is missing\n` +
          "hint: restore the file; migrations go forward only",
      );
    }
    if (file.checksum !== row.checksum) {
      throw new MigrationError(
        `Migration "${file.name}" was changed after it was applied: got checksum ${
          file.checksum.slice(0, 12)
        }, expected ` +
          `${
            row.checksum.slice(0, 12)
          }\nhint: undo the change and write a new migration, or reset a development database`,
      );
    }
  }
}

// The ledger is read inside the lock: another process may have applied this one while we waited.
function applyOnce(connection: Connection, migration: Migration, all: readonly Migration[]): boolean {
  connection.exec("BEGIN IMMEDIATE");
  try {
    const ledger = readLedger(connection);
    checkLedger(ledger, all);
    const isNew = !ledger.some((row) => row.version === migration.version);
    if (isNew) apply(connection, migration, ledger);
    connection.exec("COMMIT");
    return isNew;
  } catch (error) {
    if (connection.inTransaction) connection.exec("ROLLBACK");
    throw error;
  }
}

function apply(connection: Connection, migration: Migration, ledger: readonly LedgerRow[]): void {
  const newer = ledger.find((row) => row.version > migration.version);
  if (newer) {
    throw new MigrationError(
      `Migration "${migration.name}" comes before "${newer.name}", which is applied already\n` +
        "hint: give it a number after the newest one",
    );
  }
  for (const { text, at } of splitStatements(migration.text)) {
    try {
      connection.exec(text);
    } catch (cause) {
      const { line, column } = lineAndColumn(migration.text, at);
      const error = mapSqliteError(cause, `Migration "${migration.name}"`);
      throw new MigrationError(
        `${migration.name}:${line}:${column}: this statement failed: ${error instanceof Error ? error.message : error}`,
        { cause },
      );
    }
    if (!connection.inTransaction) {
      throw new MigrationError(
        `Migration "${migration.name}" ended its transaction\nhint: leave out BEGIN, COMMIT and ROLLBACK: each file is one transaction`,
      );
    }
  }
  checkReferences(connection, migration);
  connection.prepare("INSERT INTO _rally_migrations (version, name, checksum, applied_at) VALUES (?1, ?2, ?3, ?4)")
    .run([BigInt(migration.version), migration.name, migration.checksum, BigInt(Date.now())]);
}

function checkReferences(connection: Connection, migration: Migration): void {
  const [broken] = connection.prepare("PRAGMA foreign_key_check").all([]);
  if (!broken) return;
  throw new MigrationError(
    `Migration "${migration.name}" leaves a row of "${broken[0]}" (rowid ${broken[1]}) that refers to no row of "${
      broken[2]
    }"\n` +
      "hint: move or delete such rows in the same migration",
  );
}

function readLedger(connection: Connection): LedgerRow[] {
  return connection.prepare("SELECT version, name, checksum FROM _rally_migrations ORDER BY version").all([])
    .map(([version, name, checksum]) => ({ version: Number(version), name: String(name), checksum: String(checksum) }));
}
