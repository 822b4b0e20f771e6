/**
 * Where a server listens and where its database lies, from the variables that the server itself reads.
 *
 * @module
 */
import { isIP } from "node:net";
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
 * @throws {CommandError} Of kind `usage` when the port or the host is none.
 */
export function appSettings(
  root: string,
  env: (name: string) => string | undefined,
  options: AddressOptions = {},
): AppSettings {
  const database = resolve(root, env("DATABASE_PATH") || "data/app.db");
  return {
    host: hostOf(options.host, env("HOST")),
    port: portOf(options.port, env("PORT")),
    database,
    data: dirname(database),
  };
}

function portOf(option: string | undefined, variable: string | undefined): number {
  const text = option ?? (variable || "8000");
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  if (port <= 65_535) return port;
  const [source, hint] = option === undefined
    ? ["The variable PORT", "Set it to a number, PORT=8000, or unset it"]
    : ['The option "--port"', "Write --port 8000"];
  throw usage(`${source} is no port: got "${text}", expected a number from 0 to 65535`, hint);
}

/** A permission is given for the host, so a text that is none would be a mistake of the flags. */
function hostOf(option: string | undefined, variable: string | undefined): string {
  const host = option ?? (variable || "127.0.0.1");
  if (isIP(host) !== 0 || /^[\w-]+(\.[\w-]+)*$/.test(host)) return host;
  const [source, hint] = option === undefined
    ? ["The variable HOST", "Set HOST=127.0.0.1 for this machine alone, HOST=0.0.0.0 for all"]
    : ['The option "--host"', "Write --host 127.0.0.1 for this machine alone, --host 0.0.0.0 for all"];
  throw usage(`${source} is no address: got "${host}", expected an IP address or a name`, hint);
}
