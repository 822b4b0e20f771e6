/**
 * The databases of tests: migrated and seeded once into a template file, then copied for each test.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Database, type Driver, openDatabase, prepareDatabase, type SqlFile } from "../../db/mod.ts";
import { systemMigrations } from "../../db/system_schema.ts";

/** What a database is made of. */
export interface DatabaseParts {
  readonly migrations: readonly SqlFile[];
  readonly seeds: readonly SqlFile[];
  readonly driver: Driver | undefined;
}

/** A database that is deleted when it is closed. */
export interface TestDatabase extends Database {
  /** Closes it and deletes its files. */
  remove(): void;
}

const folder = memoryFolder() ?? tmpdir();
const prefix = "rally-app-test-";
const dayMs = 24 * 60 * 60 * 1000;

/** Opens a copy of the template; the first caller makes it. */
export function openTestDatabase(parts: DatabaseParts): TestDatabase {
  const template = join(folder, `${prefix}${hashOf(parts)}.db`);
  if (!existsSync(template)) makeTemplate(template, parts);
  const path = temporaryPath();
  copyFileSync(template, path);
  // A thread for each test would take longer than the test, and its queries are quick.
  const database = openDatabase(path, { driver: parts.driver, slowReads: false });
  // A commit of a test need not survive the machine.
  database.writer.exec("PRAGMA synchronous = OFF");
  return {
    ...database,
    remove() {
      database.close();
      removeFiles(path);
    },
  };
}

// Under a name of its own until it is whole: another test process may make the same one.
function makeTemplate(template: string, { migrations, seeds, driver }: DatabaseParts): void {
  removeOld();
  const path = temporaryPath();
  const database = openDatabase(path, { driver });
  try {
    prepareDatabase(database, { migrations, seeds });
  } catch (error) {
    database.close();
    removeFiles(path);
    throw error;
  }
  database.close();
  renameSync(path, template);
}

function memoryFolder(): string | undefined {
  const folder = "/dev/shm";
  try {
    return existsSync(folder) ? folder : undefined;
  } catch {
    // Deno keeps everything below `/dev` for `--allow-all`.
    return undefined;
  }
}

function hashOf({ migrations, seeds }: DatabaseParts): string {
  // Rally's own tables are in the file too, and a new version of Rally has others.
  const texts = [systemMigrations, migrations, seeds].map((files) => files.map(({ name, text }) => [name, text]));
  return createHash("sha256").update(JSON.stringify(texts)).digest("hex").slice(0, 20);
}

function temporaryPath(): string {
  return join(folder, `${prefix}${crypto.randomUUID()}.db`);
}

function removeFiles(path: string): void {
  for (const suffix of ["", "-wal", "-shm"]) rmSync(path + suffix, { force: true });
}

// Templates of earlier migrations, and what tests left that were killed.
function removeOld(): void {
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(prefix) || !isOld(join(folder, name))) continue;
    try {
      rmSync(join(folder, name), { force: true });
    } catch {
      // Another user's: hers to remove.
    }
  }
}

function isOld(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  return found !== undefined && Date.now() - found.mtimeMs > dayMs;
}
