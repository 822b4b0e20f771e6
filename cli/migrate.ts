/**
 * `rally migrate`: applies the migrations that the database does not have yet.
 *
 * @module
 */
import { relative } from "node:path";
import { migrate as migrateDatabase } from "../db/mod.ts";
import { checkAppFolder } from "./app/app_folder.ts";
import { readDatabaseFiles, withDatabase } from "./app/database.ts";
import { appSettings } from "./app/settings.ts";
import { type Command, defineCommand } from "./core/command.ts";

/** The command. */
export const migrate: Command = defineCommand({
  name: "migrate",
  operands: [],
  options: {},
  about: `Bring the database to the newest migration of db/migrations/.

Each file is applied once, in one transaction; a file that was changed after that
is refused. The database is data/app.db, or DATABASE_PATH.`,
  examples: ["rally migrate", "DATABASE_PATH=/var/lib/app.db rally migrate"],
  run({ terminal, directory: root, env }) {
    checkAppFolder(root);
    const { database } = appSettings(root, env);
    const { migrations } = readDatabaseFiles(root);
    const { applied, known } = withDatabase(database, (connection) => migrateDatabase(connection, migrations));
    for (const name of applied) terminal.write(`${terminal.paint("green", "✓")} ${name}\n`);
    const file = relative(root, database);
    const count = applied.length + known;
    const what = applied.length > 0 ? `has ${count} ${count === 1 ? "migration" : "migrations"}` : "is up to date";
    terminal.write(`${file} ${what}\n`);
    return Promise.resolve(0);
  },
});
