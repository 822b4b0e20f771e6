/**
 * `rally seed`: fills an empty database.
 *
 * @module
 */
import { relative } from "node:path";
import { isProduction, migrate, seedIfEmpty } from "../db/mod.ts";
import { checkAppFolder } from "./app/app_folder.ts";
import { readDatabaseFiles, withDatabase } from "./app/database.ts";
import { appSettings } from "./app/settings.ts";
import { type Command, defineCommand } from "./core/command.ts";
import { failed } from "./core/command_error.ts";

/** The command. */
export const seed: Command = defineCommand({
  name: "seed",
  operands: [],
  options: {},
  about: `Fill the database with the rows of db/seeds/, when it has none yet.

Migrations are applied first. Seeds are examples: with APP_ENV=prod they are
refused.`,
  examples: ["rally seed"],
  async run({ terminal, directory: root, env }) {
    checkAppFolder(root);
    if (isProduction(env("APP_ENV"))) {
      throw failed(`Cannot seed: got APP_ENV="${env("APP_ENV")}", expected any other`, "Seeds are made-up rows");
    }
    const { database } = appSettings(root, env);
    const { migrations, seeds } = readDatabaseFiles(root);
    const seeded = await withDatabase(database, (connection) => {
      migrate(connection, migrations);
      return seedIfEmpty(connection, seeds);
    });
    terminal.write(`${outcome(relative(root, database), { seeded, files: seeds.length })}\n`);
    return 0;
  },
});

function outcome(file: string, { seeded, files }: { seeded: boolean; files: number }): string {
  if (files === 0) return "There is nothing in db/seeds";
  return seeded ? `${file} has the rows of db/seeds` : `${file} has rows already: nothing was added`;
}
