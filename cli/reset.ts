/**
 * `rally reset`: a fresh database for development.
 *
 * @module
 */
import { relative } from "node:path";
import { reset as resetDatabase } from "../db/mod.ts";
import { checkAppFolder } from "./app/app_folder.ts";
import { databaseFailure, readDatabaseFiles } from "./app/database.ts";
import { appSettings } from "./app/settings.ts";
import { type Command, defineCommand } from "./core/command.ts";

/** The command. */
export const reset: Command = defineCommand({
  name: "reset",
  operands: [],
  options: {},
  about: `Delete the database, apply all migrations and fill it with the seeds.

Refused with APP_ENV=prod, and while a server has the database open.`,
  examples: ["rally reset"],
  run({ terminal, directory: root, env }) {
    checkAppFolder(root);
    const { database } = appSettings(root, env);
    try {
      resetDatabase(database, { ...readDatabaseFiles(root), environment: env("APP_ENV") });
    } catch (error) {
      throw databaseFailure(error);
    }
    terminal.write(`${terminal.paint("green", "✓")} ${relative(root, database)} is new, migrated and seeded\n`);
    return Promise.resolve(0);
  },
});
