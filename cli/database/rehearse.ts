/**
 * Migrates a copy of the database, to see what would happen. Called by `rally migrate --check`.
 *
 * @module
 */
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { type Connection, migrate, migrationStates, openConnection, type SqlFile } from "../../db/mod.ts";
import { copyDatabase, removeDatabase } from "../../db/backup.ts";
import { describeChanges, readParts } from "./schema_changes.ts";

/** What one migration would do. */
export interface Rehearsal {
  readonly name: string;
  /** As `describeChanges` gives them. */
  readonly changes: readonly string[];
  /** How long it took, in milliseconds: as long would nobody be able to write. */
  readonly elapsed: number;
}

/**
 * Applies each pending migration to a copy beside the database, and tells what it did. The database is only read.
 *
 * @throws {MigrationError} As `migrate` does, for the first that fails.
 */
export async function* rehearse(database: string, migrations: readonly SqlFile[]): AsyncGenerator<Rehearsal> {
  if (!existsSync(database)) return yield* rehearseOn(":memory:", migrations);
  const copy = `${database}.${randomUUID()}.check`;
  try {
    await copyDatabase(database, copy);
    yield* rehearseOn(copy, migrations);
  } finally {
    removeDatabase(copy);
  }
}

function* rehearseOn(path: string, migrations: readonly SqlFile[]): Generator<Rehearsal> {
  const connection = openConnection(path);
  try {
    for (const { name, state, problem } of migrationStates(connection, migrations)) {
      if (problem !== undefined) throw problem;
      if (state === "pending") yield rehearseOne(connection, name, migrations);
    }
  } finally {
    connection.close();
  }
}

function rehearseOne(connection: Connection, name: string, migrations: readonly SqlFile[]): Rehearsal {
  const before = readParts(connection);
  const start = performance.now();
  // Names begin with the number: all those before it are applied.
  migrate(connection, migrations.filter((file) => versionOf(file.name) <= versionOf(name)));
  const elapsed = performance.now() - start;
  return { name, changes: describeChanges(before, readParts(connection)), elapsed };
}

function versionOf(name: string): number {
  return Number.parseInt(name, 10);
}
