/**
 * `rally db`: copies the database to a file, and back.
 *
 * @module
 */
import { existsSync } from "node:fs";
import { relative, resolve } from "node:path";
import { backUp, restore } from "../db/mod.ts";
import { checkAppFolder } from "./app/app_folder.ts";
import { databaseFailure, readDatabaseFiles } from "./app/database.ts";
import { appSettings } from "./app/settings.ts";
import { type Command, defineCommand } from "./core/command.ts";
import { failed, usage } from "./core/command_error.ts";

/** The command. */
export const db: Command = defineCommand({
  name: "db",
  operands: ["backup|restore", "FILE"],
  options: {},
  about: `Copy the database to a file, and back. The database is data/app.db, or
DATABASE_PATH.

  backup FILE    what is saved at this moment, while the server goes on; the file
                 is read through before it gets its name
  restore FILE   replaces the database by a copy of FILE, which must be sound and
                 of this app; the one that was there is kept in backups/ beside
                 it. Stop the server first: one that has the database open on
                 this machine is noticed, one on another machine is not`,
  examples: ["rally db backup /mnt/backups/monday.db", "rally db restore /mnt/backups/monday.db"],
  async run({ terminal, directory: root, env, operands: [what, operand] }) {
    checkAppFolder(root);
    if (what !== "backup" && what !== "restore") {
      throw usage(
        `Command "db" does not know ${what === undefined ? "what to do" : `"${what}"`}`,
        "Write deno task db backup FILE, or restore FILE",
      );
    }
    if (operand === undefined) throw usage("No file is named", `Write deno task db ${what} FILE`);
    const { database } = appSettings(root, env);
    const file = resolve(root, operand);
    const done = (text: string) => terminal.write(`${terminal.paint("green", "✓")} ${text}\n`);
    try {
      if (what === "backup") {
        if (existsSync(file)) throw failed(`Cannot back up to "${operand}": the file exists`, "Name another one");
        await backUp(database, file);
        done(`${operand} is a copy of ${relative(root, database)}, read through`);
      } else {
        const { aside, pending } = await restore(database, file, readDatabaseFiles(root));
        if (aside !== undefined) done(`${relative(root, aside)} is the database that was there`);
        done(`${relative(root, database)} is a copy of ${operand}`);
        if (pending.length > 0) terminal.write(`It has not: ${pending.join(", ")}. deno task migrate applies them\n`);
      }
    } catch (error) {
      throw databaseFailure(error);
    }
    return 0;
  },
});
