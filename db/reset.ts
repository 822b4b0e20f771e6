/**
 * Starts a development database anew.
 *
 * @module
 */
import { rmSync } from "node:fs";
import { openConnection } from "./connection.ts";
import { migrate } from "./migrate.ts";
import type { SqlFile } from "./read_sql_files.ts";
import { seed } from "./seed.ts";
import type { Driver } from "./types.ts";

/** What {@linkcode reset} makes. */
export interface ResetOptions {
  readonly migrations: readonly SqlFile[];
  readonly seeds: readonly SqlFile[];
  /** The value of `APP_ENV`: a production database is never reset. */
  readonly environment: string | undefined;
  /** @default nodeSqlite */
  readonly driver?: Driver;
}

/** Whether a value of `APP_ENV` means production. */
export function isProduction(environment: string | undefined): boolean {
  return environment === "prod" || environment === "production";
}

/**
 * Deletes a database with its log files, migrates and seeds it.
 *
 * @throws {Error} In production; nothing is touched then.
 * @example
 * ```ts
 * import { reset } from "@rally/rally/db";
 * import { throws } from "node:assert";
 *
 * throws(() => reset("data/app.db", { migrations: [], seeds: [], environment: "prod" }), /Cannot reset/);
 * ```
 */
export function reset(path: string, { migrations, seeds, environment, driver }: ResetOptions): void {
  if (isProduction(environment)) {
    throw new Error(
      `Cannot reset "${path}": APP_ENV is "${environment}"\nhint: a production database is never deleted`,
    );
  }
  for (const suffix of ["", "-wal", "-shm", "-journal"]) rmSync(path + suffix, { force: true });
  const connection = openConnection(path, { driver });
  try {
    migrate(connection, migrations);
    seed(connection, seeds);
  } finally {
    connection.close();
  }
}
