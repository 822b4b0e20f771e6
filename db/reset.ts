/**
 * Makes a database anew. Called by `rally reset`.
 *
 * @module
 */
import { existsSync } from "node:fs";
import { removeDatabase } from "./backup.ts";
import { openConnection } from "./connection.ts";
import { nodeSqlite } from "./drivers/node_sqlite.ts";
import { isInUse } from "./in_use.ts";
import { migrate } from "./migrate.ts";
import { seed } from "./seed.ts";
import type { MigrationFile } from "./migration_files.ts";
import type { SqlFile } from "./read_sql_files.ts";
import type { Driver } from "./types.ts";

/** What a new database is made of, and where. */
export interface ResetOptions {
  /** All migrations of the app. */
  readonly migrations: readonly MigrationFile[];
  /** All seeds of the app; none for an empty database. */
  readonly seeds: readonly SqlFile[];
  /** The value of `APP_ENV`: `prod` and `production` are refused. */
  readonly environment: string | undefined;
  /** The database library. @default nodeSqlite */
  readonly driver?: Driver;
}

/** A reset that was refused; nothing was deleted. */
export class ResetRefused extends Error {
  /** The class's name. */
  override readonly name = "ResetRefused";
  /** Why. */
  readonly reason: "production" | "in_use";

  /** Made by {@linkcode reset} alone. */
  constructor(reason: "production" | "in_use", message: string) {
    super(message);
    this.reason = reason;
  }
}

/**
 * Deletes the database file with its journals, migrates and seeds a new one.
 *
 * @throws {ResetRefused} In production, and when another process has the database open.
 * @throws {MigrationError} When a migration or a seed fails; the database is then new, but not complete.
 *
 * @example
 * ```ts
 * import { reset } from "@rally/rally/db";
 *
 * const path = `${Deno.makeTempDirSync()}/app.db`;
 * reset(path, { migrations: [], seeds: [], environment: Deno.env.get("APP_ENV") });
 * ```
 */
export function reset(path: string, options: ResetOptions): void {
  const { migrations, seeds, environment, driver = nodeSqlite } = options;
  if (isProduction(environment)) {
    throw new ResetRefused(
      "production",
      `Cannot reset "${path}": got APP_ENV="${environment}", expected any other\nhint: all its data would be lost`,
    );
  }
  // Whatever else is wrong with the file, it is about to be deleted.
  if (existsSync(path) && isInUse(path, driver)) {
    throw new ResetRefused(
      "in_use",
      `Cannot reset "${path}": another process has it open\nhint: stop the server (and other tools) first`,
    );
  }
  removeDatabase(path);
  const connection = openConnection(path, { driver });
  try {
    migrate(connection, migrations);
    seed(connection, seeds);
  } finally {
    connection.close();
  }
}

/** Whether a value of `APP_ENV` names production, where no data is ever deleted or made up. */
export function isProduction(environment: string | undefined): boolean {
  return environment === "prod" || environment === "production";
}
