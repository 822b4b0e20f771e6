/**
 * What a database remembers of its migrations, held against the files: which are applied, which are to come, and which
 * do not fit. Read by `migrate` and by everything that only asks.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { MigrationError, type MigrationFile, type Numbered, numbered, place } from "./migration_files.ts";
import type { Connection, SqlValue } from "./types.ts";

/** One migration, as the database and the files know it. */
export interface MigrationState {
  /** The file's name; of a missing file as it was applied. */
  readonly name: string;
  /** `refused` stands for everything that `migrate` throws for: changed, missing, or added below a newer one. */
  readonly state: "applied" | "pending" | "refused";
  /** When it was applied. */
  readonly appliedAt?: Date;
  /** Why it is refused. */
  readonly problem?: MigrationError;
}

/** The table that remembers the app's migrations. */
export const APP_LEDGER = "_rally_migrations";
/** The table that remembers those of Rally's own tables. */
export const SYSTEM_LEDGER = "_rally_system_migrations";

/**
 * The app's migrations by their numbers, and what `migrate` would do with each. Changes nothing.
 *
 * @throws {MigrationError} For a bad name or a number that is used twice.
 *
 * @example
 * ```ts
 * import { migrationStates, openConnection } from "@rally/rally/db";
 *
 * const connection = openConnection(":memory:");
 * const [teams] = migrationStates(connection, [{ name: "001_teams.sql", text: "CREATE TABLE teams (name TEXT);" }]);
 * console.log(teams.state); // pending
 * connection.close();
 * ```
 */
export function migrationStates(connection: Connection, migrations: readonly MigrationFile[]): MigrationState[] {
  return statesOf(connection, numbered(migrations), APP_LEDGER).map(({ name, state, appliedAt, problem }) => ({
    name,
    state,
    ...appliedAt && { appliedAt },
    ...problem && { problem },
  }));
}

/** The files that are not applied yet. @throws {MigrationError} When another one does not fit what was applied. */
export function pendingOf(connection: Connection, files: readonly Numbered[], ledger: string): Numbered[] {
  const states = statesOf(connection, files, ledger);
  // A missing file explains others that do not fit, e.g. one that was renamed to another number.
  const refused = states.filter(({ problem }) => problem !== undefined);
  const first = refused.find(({ problem }) => problem?.problem === "missing") ?? refused[0];
  if (first?.problem !== undefined) throw first.problem;
  return files.filter(({ version }) => states.some((one) => one.version === version && one.state === "pending"));
}

/** Makes the table that remembers, where it is not there yet. */
export function createLedger(connection: Connection, ledger: string): void {
  connection.exec(
    `CREATE TABLE IF NOT EXISTS ${ledger} (version INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, ` +
      "applied_at INTEGER NOT NULL) STRICT",
  );
}

/** Remembers one as applied, within its own transaction. */
export function record(connection: Connection, { version, file }: Numbered, ledger: string): void {
  connection.prepare(`INSERT INTO ${ledger} (version, name, checksum, applied_at) VALUES (?1, ?2, ?3, ?4)`)
    .run([BigInt(version), file.name, checksumOf(file), BigInt(Date.now())]);
}

/** The numbers of all that were applied. */
export function versionsIn(connection: Connection, ledger: string): number[] {
  return [...readLedger(connection, ledger).keys()];
}

interface Applied {
  readonly name: string;
  readonly checksum: string;
  readonly appliedAt: Date;
}

type Ledger = ReadonlyMap<number, Applied>;
type State = MigrationState & { readonly version: number };

function statesOf(connection: Connection, files: readonly Numbered[], ledger: string): State[] {
  const applied = readLedger(connection, ledger);
  const newest = Math.max(0, ...applied.keys());
  const missing = [...applied].filter(([version]) => files.every((numbered) => numbered.version !== version));
  return [
    ...missing.map(([version, { name, appliedAt }]): State => {
      return { version, name, state: "refused", appliedAt, problem: missingFile(name) };
    }),
    ...files.map((numbered) => stateOf(numbered, applied.get(numbered.version), newest)),
  ].sort((left, right) => left.version - right.version);
}

function stateOf(numbered: Numbered, known: Applied | undefined, newest: number): State {
  const { version, file } = numbered;
  const rest = { version, name: file.name };
  if (known === undefined) {
    if (version > newest) return { ...rest, state: "pending" };
    return { ...rest, state: "refused", problem: outOfOrder(numbered, newest) };
  }
  const { appliedAt } = known;
  const problem = changed(file, known);
  return problem ? { ...rest, state: "refused", appliedAt, problem } : { ...rest, state: "applied", appliedAt };
}

function readLedger(connection: Connection, ledger: string): Ledger {
  const exists = connection.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?1").get([ledger]);
  if (exists === undefined) return new Map();
  const rows: SqlValue[][] = connection.prepare(`SELECT version, name, checksum, applied_at FROM ${ledger}`).all([]);
  return new Map(rows.map(([version, name, checksum, appliedAt]) => [
    Number(version),
    { name: String(name), checksum: String(checksum), appliedAt: new Date(Number(appliedAt)) },
  ]));
}

// Windows checkouts may have other line ends; an editor may add a byte order mark.
function checksumOf({ text }: MigrationFile): string {
  return createHash("sha256").update(text.replace(/^\uFEFF/, "").replaceAll("\r\n", "\n")).digest("hex");
}

function missingFile(name: string): MigrationError {
  return new MigrationError("missing", { name, text: "" }, {
    message: `${name}: Cannot migrate: the database has this migration, but its file is missing`,
    hint: "restore the file, or the newer version of Rally that it belongs to; in development, reset the database",
  });
}

function changed(file: MigrationFile, known: Applied): MigrationError | undefined {
  if (file.name !== known.name) {
    return new MigrationError("changed", file, {
      message: `${
        place(file)
      }: Cannot migrate: got the name "${file.name}", expected "${known.name}" as it was applied`,
      hint: "give the file its old name, or a number that is not used",
    });
  }
  if (checksumOf(file) === known.checksum) return undefined;
  return new MigrationError("changed", file, {
    message: `${place(file)}: Cannot migrate: the file was changed after it was applied`,
    hint: "restore its text and write a new migration; in development, deno task reset makes the database anew",
  });
}

function outOfOrder({ version, file }: Numbered, newest: number): MigrationError {
  return new MigrationError("out_of_order", file, {
    message: `${place(file)}: Cannot migrate: got number ${version}, expected one above ${newest}, which is applied`,
    hint: "rename the file to the next free number",
  });
}
