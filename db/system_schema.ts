/**
 * The tables of Rally itself. They are made before the app's own migrations, under names that no app uses.
 *
 * @module
 */
import type { Connection } from "./types.ts";

const statements = `
CREATE TABLE IF NOT EXISTS _rally_migrations (
  version INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  checksum TEXT NOT NULL,
  applied_at INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS _rally_sessions (
  token_hash TEXT PRIMARY KEY,
  user_id TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`;

/** Makes the tables that are missing. Times in them are milliseconds since 1970. */
export function createSystemTables(connection: Connection): void {
  connection.exec(statements);
}
