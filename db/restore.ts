/**
 * Puts a copy of a database in its place. Called by `rally db restore`.
 *
 * @module
 */
import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import { checkSound, copyDatabase, removeDatabase } from "./backup.ts";
import { nodeSqlite } from "./drivers/node_sqlite.ts";
import { DatabaseCorrupt, mapSqliteError } from "./errors.ts";
import { isInUse } from "./in_use.ts";
import { APP_LEDGER, migrationStates } from "./migration_ledger.ts";
import type { MigrationFile } from "./migration_files.ts";

/** A restore that was refused; nothing was changed. */
export class RestoreRefused extends Error {
  /** The class's name. */
  override readonly name = "RestoreRefused";
  /** Why: the file is not there, not a database of this app, or the database is in use. */
  readonly reason: "no_file" | "other_app" | "in_use";

  /** Made by {@linkcode restore} alone. */
  constructor(reason: RestoreRefused["reason"], message: string) {
    super(message);
    this.reason = reason;
  }
}

/** What was done. */
export interface RestoreReport {
  /** Where the database lies that was there before; `undefined` when there was none. */
  readonly aside?: string;
  /** The names of the migrations that the restored database does not have yet. */
  readonly pending: readonly string[];
}

/**
 * Replaces a database by a copy of another file, and keeps the one that was there in `backups/` beside it. The file
 * must be sound and have no migration that the app does not know. At no moment is there half a database: after a crash
 * it is the old one or the new one.
 *
 * That a process has the database open is found out by the locks of this machine's file system: one on another
 * machine, or one that starts in this very moment, is not seen.
 *
 * @throws {RestoreRefused} When the file is none of this app, or the database is in use.
 * @throws {DatabaseCorrupt} When the file is damaged, or no database.
 *
 * @example
 * ```ts
 * import { backUp, openConnection, restore } from "@rally/rally/db";
 *
 * const folder = Deno.makeTempDirSync();
 * const connection = openConnection(`${folder}/app.db`);
 * connection.exec("CREATE TABLE teams (name TEXT NOT NULL)");
 * await backUp(`${folder}/app.db`, `${folder}/copy.db`);
 * connection.close();
 * await restore(`${folder}/app.db`, `${folder}/copy.db`, { migrations: [] }).catch(console.error); // it has no migrations
 * ```
 */
export async function restore(
  path: string,
  from: string,
  { migrations }: { readonly migrations: readonly MigrationFile[] },
): Promise<RestoreReport> {
  if (!existsSync(from)) {
    throw new RestoreRefused("no_file", `Cannot restore "${from}": there is no such file\nhint: check the path`);
  }
  const part = `${path}.part`;
  removeDatabase(part);
  mkdirSync(dirname(path), { recursive: true });
  try {
    await copyDatabase(from, part);
    checkSound(part);
    const pending = pendingIn(part, from, migrations);
    const aside = existsSync(path) ? keepAside(path, from) : undefined;
    for (const suffix of ["-wal", "-shm", "-journal"]) rmSync(path + suffix, { force: true });
    renameSync(part, path);
    return { pending, ...aside !== undefined && { aside } };
  } catch (error) {
    const mapped = mapSqliteError(error, `Restoring "${from}"`);
    if (!(mapped instanceof DatabaseCorrupt)) throw mapped;
    const message = `Cannot restore "${from}": the file is damaged, or no database\nhint: take another backup`;
    throw new DatabaseCorrupt(message, { cause: mapped });
  } finally {
    removeDatabase(part);
  }
}

function pendingIn(part: string, from: string, migrations: readonly MigrationFile[]): string[] {
  const connection = nodeSqlite.open(part, { readOnly: true });
  try {
    const known = connection.prepare("SELECT 1 FROM sqlite_schema WHERE name = ?1").get([APP_LEDGER]);
    const states = migrationStates(connection, migrations);
    const refused = known === undefined ? "it has no migrations" : states.find(({ problem }) => problem)?.problem;
    if (refused === undefined) return states.filter(({ state }) => state === "pending").map(({ name }) => name);
    const why = typeof refused === "string" ? refused : refused.message.split("\n")[0].replace("Cannot migrate: ", "");
    throw new RestoreRefused(
      "other_app",
      `Cannot restore "${from}": it is no database of this version of the app: ${why}\n` +
        "hint: restore it with the version of the app that has made it",
    );
  } finally {
    connection.close();
  }
}

// A copy, not a move: whatever stops this process, there is a database under its name.
function keepAside(path: string, from: string): string {
  if (isInUse(path, nodeSqlite)) {
    throw new RestoreRefused(
      "in_use",
      `Cannot restore "${from}": another process has "${path}" open\nhint: stop the server (and other tools) first`,
    );
  }
  const folder = join(dirname(path), "backups");
  const time = new Date().toISOString().replaceAll(":", "-").replace(".", "-");
  const aside = join(folder, `${basename(path, extname(path))}_replaced_${time}.db`);
  mkdirSync(folder, { recursive: true });
  // Of a damaged database the journal is left, and belongs to it.
  for (const suffix of ["", "-wal", "-journal"]) {
    if (existsSync(path + suffix)) copyFileSync(path + suffix, aside + suffix);
  }
  return aside;
}
