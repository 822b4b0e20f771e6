/**
 * Copies of a database, made while others read and write it. Called by `rally db backup`, and before migrations.
 *
 * @module
 */
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { backup, DatabaseSync } from "node:sqlite";
import { DatabaseCorrupt, mapSqliteError } from "./errors.ts";

/**
 * Copies a database into one file: all that was committed when it ends. Others go on reading and writing. The file
 * appears under its name when it is complete and sound (`PRAGMA integrity_check`); one that was there is replaced.
 *
 * @throws {DatabaseCorrupt} When the database is damaged; no file is written then.
 * @throws {DatabaseFull} When the disk is full.
 *
 * @example
 * ```ts
 * import { backUp, openConnection } from "@rally/rally/db";
 *
 * const folder = Deno.makeTempDirSync();
 * const connection = openConnection(`${folder}/app.db`);
 * connection.exec("CREATE TABLE teams (name TEXT NOT NULL)");
 * await backUp(`${folder}/app.db`, `${folder}/copy.db`);
 * connection.close();
 * ```
 */
export async function backUp(path: string, to: string): Promise<void> {
  if (!existsSync(path)) throw new Error(`Cannot back up "${path}": there is no such file\nhint: check the path`);
  const part = `${to}.part`;
  mkdirSync(dirname(to), { recursive: true });
  removeDatabase(part);
  try {
    await copyDatabase(path, part);
    checkSound(part);
    renameSync(part, to);
  } catch (error) {
    throw mapSqliteError(error, `Backing up "${path}"`);
  } finally {
    removeDatabase(part);
  }
}

/** Copies a database that others may have open, page by page, without a look at what it holds. */
export async function copyDatabase(path: string, to: string): Promise<void> {
  using source = new DatabaseSync(path, { timeout: 5_000 });
  // In one step: in several, every write of another process in between would begin the copy anew.
  await backup(source, to, { rate: 2 ** 31 - 1 });
}

/**
 * Reads all of a database that nobody else has open, and leaves it as a single file without a journal.
 *
 * @throws {DatabaseCorrupt} When it is damaged.
 */
export function checkSound(path: string): void {
  using database = new DatabaseSync(path, { timeout: 5_000 });
  database.exec("PRAGMA journal_mode = DELETE");
  const [first] = database.prepare("PRAGMA integrity_check(1)").all();
  const found = String(first?.integrity_check);
  if (found === "ok") return;
  throw new DatabaseCorrupt(`The database "${path}" is damaged: ${found}\nhint: restore it from an older backup`);
}

/** Deletes a database with its journals, where there is one. */
export function removeDatabase(path: string): void {
  for (const suffix of ["", "-wal", "-shm", "-journal"]) rmSync(path + suffix, { force: true });
}
