/**
 * The database of an app for the commands that work on it.
 *
 * @module
 */
import { join } from "node:path";
import { type Connection, openConnection, readSqlFiles, type SqlFile } from "../../db/mod.ts";
import { CommandError, failed } from "../core/command_error.ts";

/** The SQL files of an app that make its database. */
export interface DatabaseFiles {
  readonly migrations: readonly SqlFile[];
  readonly seeds: readonly SqlFile[];
}

/** Reads `db/migrations` and `db/seeds`. */
export function readDatabaseFiles(root: string): DatabaseFiles {
  return { migrations: readFolder(root, "db/migrations"), seeds: readFolder(root, "db/seeds") };
}

/**
 * Runs some work on the database file and closes it.
 *
 * @throws {CommandError} Of kind `failed`, with what the database said.
 */
export async function withDatabase<T>(file: string, work: (connection: Connection) => T | Promise<T>): Promise<T> {
  let connection: Connection | undefined;
  try {
    connection = openConnection(file);
    return await work(connection);
  } catch (error) {
    throw databaseFailure(error);
  } finally {
    connection?.close();
  }
}

/** The words of the database as a command's error: its first line, and its hint where it gives one. */
export function databaseFailure(error: unknown): CommandError {
  if (error instanceof Deno.errors.NotCapable) throw error;
  if (error instanceof CommandError) return error;
  const [message, ...rest] = (error instanceof Error ? error.message : String(error)).split("\n");
  const hint = rest.find((line) => line.startsWith("hint: "))?.slice("hint: ".length);
  return failed(message, hint ?? "Mend it and run the command again; nothing was half done");
}

/** Messages name a file as the author sees it: from the app's folder. */
function readFolder(root: string, folder: string): SqlFile[] {
  return readSqlFiles(join(root, folder)).map((file) => ({ ...file, path: `${folder}/${file.name}` }));
}
