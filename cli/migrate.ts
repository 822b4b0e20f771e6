/**
 * `rally migrate`: applies the migrations that the database does not have yet, or says what it would do.
 *
 * @module
 */
import { existsSync } from "node:fs";
import { relative } from "node:path";
import { migrateWithBackup, type MigrationState, migrationStates, openConnection, type SqlFile } from "../db/mod.ts";
import { checkAppFolder } from "./app/app_folder.ts";
import { databaseFailure, readDatabaseFiles, withDatabase } from "./app/database.ts";
import { appSettings } from "./app/settings.ts";
import { type Command, defineCommand, type Surroundings } from "./core/command.ts";
import { failed, usage } from "./core/command_error.ts";
import { table } from "./core/table.ts";
import { rehearse } from "./database/rehearse.ts";

/** The command. */
export const migrate: Command = defineCommand({
  name: "migrate",
  operands: [],
  options: {
    status: { type: "flag", about: "Only list the migrations: applied, pending or refused" },
    check: { type: "flag", about: "Migrate a copy, and say what would change" },
  },
  about: `Bring the database to the newest migration of db/migrations/.

Each file is applied once, in one transaction; a file that was changed after that
is refused. The database is data/app.db, or DATABASE_PATH.

Before the first one the database is copied to backups/ beside it; the five newest
copies are kept. While another process migrates or writes, this one waits.`,
  examples: [
    "rally migrate",
    "rally migrate --check",
    "rally migrate --status",
    "DATABASE_PATH=/var/lib/app.db rally migrate",
  ],
  async run({ terminal, options, directory: root, env }) {
    checkAppFolder(root);
    if (options.status && options.check) {
      throw usage('The options "--status" and "--check" exclude each other', "Write one of them");
    }
    const { database } = appSettings(root, env);
    const { migrations } = readDatabaseFiles(root);
    const work = { terminal, root, database, migrations };
    if (options.status) return await printStates(work);
    return options.check ? await check(work) : await apply(work);
  },
});

interface Work extends Pick<Surroundings, "terminal"> {
  readonly root: string;
  /** The file. */
  readonly database: string;
  readonly migrations: readonly SqlFile[];
}

async function apply({ terminal, root, database, migrations }: Work): Promise<number> {
  const file = relative(root, database);
  const onWait = () => terminal.write(`Waiting for another process that writes to ${file} …\n`);
  const { applied, known, backup } = await withDatabase(
    database,
    (connection) => migrateWithBackup(connection, migrations, { path: database, onWait }),
  );
  if (backup) terminal.write(`${terminal.paint("green", "✓")} copied to ${relative(root, backup)}\n`);
  for (const name of applied) terminal.write(`${terminal.paint("green", "✓")} ${name}\n`);
  const count = applied.length + known;
  terminal.write(`${file} ${applied.length > 0 ? `has ${migrationsOf(count)}` : "is up to date"}\n`);
  return 0;
}

async function check({ terminal, root, database, migrations }: Work): Promise<number> {
  let count = 0;
  try {
    for await (const { name, changes, elapsed } of rehearse(database, migrations)) {
      const time = terminal.paint("dim", `(${Math.ceil(elapsed)} ms)`);
      terminal.write(`${terminal.paint("green", "✓")} ${name} ${time}\n`);
      for (const change of changes) terminal.write(`    ${change}\n`);
      count++;
    }
  } catch (error) {
    throw databaseFailure(error);
  }
  const file = relative(root, database);
  const outcome = count === 0 ? "is up to date" : `was not touched: ${migrationsOf(count)} would be applied`;
  terminal.write(`${file} ${outcome}\n`);
  return 0;
}

async function printStates({ terminal, database, migrations }: Work): Promise<number> {
  const states = await readStates(database, migrations);
  if (states.length === 0) {
    terminal.write("There is nothing in db/migrations\n");
    return 0;
  }
  terminal.write(table(states.map(({ name, state, appliedAt }) => {
    return [state, name, appliedAt ? `${appliedAt.toISOString().slice(0, 16).replace("T", " ")} UTC` : ""];
  })));
  const refused = states.flatMap(({ problem }) => problem ?? []);
  if (refused.length === 0) return 0;
  for (const { message } of refused) terminal.writeError(`${message}\n`);
  throw failed(`${migrationsOf(refused.length)} would be refused`, "Mend what is listed above");
}

/** Asking does not make the database. */
async function readStates(database: string, migrations: readonly SqlFile[]): Promise<MigrationState[]> {
  if (existsSync(database)) {
    return await withDatabase(database, (connection) => migrationStates(connection, migrations));
  }
  const empty = openConnection(":memory:");
  try {
    return migrationStates(empty, migrations);
  } catch (error) {
    throw databaseFailure(error);
  } finally {
    empty.close();
  }
}

function migrationsOf(count: number): string {
  return `${count} ${count === 1 ? "migration" : "migrations"}`;
}
