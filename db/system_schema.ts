/**
 * Rally's own tables. They are migrated before the app's, with a ledger of their own, so that a new version of Rally
 * can add to them whatever the app's numbers are.
 *
 * @module
 */
import type { MigrationFile } from "./migration_files.ts";

/** The migrations of Rally's own tables; all their names begin with `_rally_`. Only ever added to. */
export const systemMigrations: readonly MigrationFile[] = [
  {
    name: "001_sessions.sql",
    // Times are milliseconds since 1970. The token itself is known to the browser alone.
    text: `
      CREATE TABLE _rally_sessions (
        token_hash TEXT NOT NULL PRIMARY KEY,
        user_id TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        expires_at INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX _rally_sessions_by_user ON _rally_sessions (user_id);
      CREATE INDEX _rally_sessions_by_expiry ON _rally_sessions (expires_at);
    `,
  },
  {
    name: "002_requests.sql",
    // Read by `runtime/server/answered_requests.ts`. Its rowids are in the order of time: the oldest rows are first, and
    // a new one needs no other index than that of its key.
    text: `
      CREATE TABLE _rally_requests (
        key_hash TEXT NOT NULL UNIQUE,
        content_hash TEXT NOT NULL,
        answer TEXT NOT NULL,
        answered_at INTEGER NOT NULL
      ) STRICT;
    `,
  },
  {
    name: "003_tokens.sql",
    // Of API tokens; the secret is known to its owner alone. `scopes` is a JSON array of patterns.
    text: `
      CREATE TABLE _rally_tokens (
        id TEXT NOT NULL PRIMARY KEY,
        token_hash TEXT NOT NULL UNIQUE,
        user_id TEXT NOT NULL,
        name TEXT NOT NULL,
        scopes TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        expires_at INTEGER NOT NULL
      ) STRICT;
    `,
  },
];
