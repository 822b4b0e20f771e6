/**
 * Whether a process has a database open, asked before its file is deleted or replaced.
 *
 * @module
 */
import { isBusy } from "./errors.ts";
import type { Driver } from "./types.ts";

/**
 * Whether somebody else has the file open: a server would go on with the file that was deleted, and save into nothing.
 * SQLite leaves WAL mode only for the sole connection. Of a file that is no database the answer is no.
 */
export function isInUse(path: string, driver: Driver): boolean {
  let connection;
  try {
    connection = driver.open(path, { readOnly: false });
    connection.prepare("PRAGMA journal_mode = DELETE").get([]);
    return false;
  } catch (error) {
    return isBusy(error);
  } finally {
    connection?.close();
  }
}
