/**
 * `rally token`: makes, lists and revokes the tokens of the HTTP API.
 *
 * @module
 */
import { type Connection, migrate } from "../db/mod.ts";
import { createToken, listTokens, revokeToken, type StoredToken } from "../runtime/server/api/tokens.ts";
import { checkAppFolder } from "./app/app_folder.ts";
import { readDatabaseFiles, withDatabase } from "./app/database.ts";
import { appSettings } from "./app/settings.ts";
import { type Command, defineCommand } from "./core/command.ts";
import { failed, usage } from "./core/command_error.ts";
import { table } from "./core/table.ts";

const day = 24 * 60 * 60 * 1000;

/** The command. */
export const token: Command = defineCommand({
  name: "token",
  operands: ["create|list|revoke", "ID"],
  options: {
    user: { type: "text", value: "ID", about: "create: the user that the token acts as" },
    scope: { type: "text", value: "SCOPES", about: "create: what it may be used for, separated by commas" },
    name: { type: "text", value: "TEXT", about: "create: what it is for, shown in the list" },
    days: { type: "text", value: "NUMBER", about: "create: how long it is valid (90)" },
  },
  about: `Make, list and revoke tokens of the HTTP API.

A token is shown once: the database keeps its hash. A program that sends it as
Authorization: Bearer TOKEN acts as its user, within its scopes:

  /games/:id            the data of a page, by its path as it is declared
  /games/:id#adjust     one of its actions
  topic:game/:id        the events of a topic
  *                     in a scope any characters but "#"; alone, everything`,
  examples: [
    'rally token create --user ada --scope "/games*,/games/:id#adjust,topic:game/:id"',
    "rally token list",
    "rally token revoke 0a1b2c3d4e5f",
  ],
  async run({ terminal, directory: root, env, options, operands: [what, id] }) {
    checkAppFolder(root);
    const work = workOf(what, { id, options });
    const { database } = appSettings(root, env);
    const { migrations } = readDatabaseFiles(root);
    const printed = await withDatabase(database, (connection) => {
      migrate(connection, migrations);
      return work(connection);
    });
    if (printed === undefined) throw failed(`There is no token "${id}"`, "deno task token list shows their ids");
    terminal.write(printed);
    return 0;
  },
});

interface Given {
  readonly id: string | undefined;
  readonly options: Readonly<Record<"user" | "scope" | "name" | "days", string | undefined>>;
}

/** What is done to the database; gives what to print, or `undefined` where the token is not there. */
type Work = (connection: Connection) => string | undefined;

/** What is to be done: the command line is checked before the database is opened. */
function workOf(what: string | undefined, { id, options }: Given): Work {
  switch (what) {
    case "create":
      return creating(options);
    case "list":
      return (connection) => table([["ID", "USER", "NAME", "EXPIRES", "SCOPES"], ...listTokens(connection).map(row)]);
    case "revoke":
      if (id === undefined) throw usage("No token is named", "deno task token list shows their ids");
      return (connection) => revokeToken(connection, id) ? `Token ${id} is revoked\n` : undefined;
    default:
      throw usage(
        `Command "token" does not know ${what === undefined ? "what to do" : `"${what}"`}`,
        "Write deno task token create, list or revoke",
      );
  }
}

function creating({ user, scope, name = "", days = "90" }: Given["options"]): Work {
  if (user === undefined) {
    throw usage("A token needs a user to act as", "Write --user ID, as the app's sessions know it");
  }
  const scopes = (scope ?? "").split(",").map((one) => one.trim()).filter(Boolean);
  const wrong = scopes.find((one) => !/^(\*|\/|topic:|layout:)/.test(one));
  if (scopes.length === 0 || wrong !== undefined) {
    throw usage(
      wrong === undefined ? "A token needs a scope" : `Scope "${wrong}" names nothing`,
      'Write --scope "/games/:id,/games/:id#adjust,topic:game/:id", or "*" for everything',
    );
  }
  if (!/^[1-9]\d{0,4}$/.test(days)) {
    throw usage(`The option "--days" is no number of days: got "${days}"`, "Write --days 90");
  }
  return (connection) => {
    const now = Date.now();
    const expiresAt = now + Number(days) * day;
    const { id, secret } = createToken(connection, { userId: user, name, scopes, createdAt: now, expiresAt });
    return `${secret}\nToken ${id} acts as "${user}" until ${date(expiresAt)}. It is not shown again.\n`;
  };
}

function row({ id, userId, name, expiresAt, scopes }: StoredToken): string[] {
  const expired = expiresAt <= Date.now() ? " (expired)" : "";
  return [id, userId, name, date(expiresAt) + expired, scopes.join(",")];
}

function date(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
