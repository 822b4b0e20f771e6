/**
 * Where a server listens and where its database lies, from the variables that the server itself reads.
 *
 * @module
 */
import { dirname, resolve } from "node:path";
import { usage } from "../core/command_error.ts";

/** The settings of one app. */
export interface AppSettings {
  readonly host: string;
  readonly port: number;
  /** The file of the database, absolute. */
  readonly database: string;
  /** The folder of the database, absolute. */
  readonly data: string;
}

/** The options of `dev` and `start` that stand for variables. */
export interface AddressOptions {
  readonly host?: string | undefined;
  readonly port?: string | undefined;
}

/**
 * Reads the settings.
 *
 * @throws {CommandError} Of kind `usage` when the port is none.
 */
export function appSettings(
  root: string,
  env: (name: string) => string | undefined,
  options: AddressOptions = {},
): AppSettings {
  const database = resolve(root, env("DATABASE_PATH") || "data/app.db");
  return {
    host: options.host ?? (env("HOST") || "127.0.0.1"),
    port: portOf(options.port ?? (env("PORT") || "8000")),
    database,
    data: dirname(database),
  };
}

function portOf(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  if (port <= 65_535) return port;
  throw usage(`Cannot listen on port "${text}": expected a number from 0 to 65535`, "Set PORT, e.g. PORT=8000");
}
