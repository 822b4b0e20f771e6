/** Runs generated functions of the golden corpus against a real database, through the transactions that an app has. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Database, openDatabase } from "../../db/open.ts";

const root = new URL("../../tests/golden/sql/", import.meta.url);

/** Imports an expected file as an app does: `@rally/rally/db` is this checkout. */
export async function load<Module>(path: string): Promise<Module> {
  return await import(new URL(path, root).href);
}

/** A new database with the tables of a golden case. */
export async function withDatabase(name: string, work: (database: Database) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "rally_sql_"));
  const database = openDatabase(join(folder, "app.db"));
  try {
    database.writer.exec(readFileSync(new URL(`${name}/migrations/001_schema.sql`, root), "utf8"));
    await work(database);
  } finally {
    database.close();
    rmSync(folder, { recursive: true });
  }
}
