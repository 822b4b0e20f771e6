/**
 * Applies the migrations to an empty database in memory, against which the queries are prepared.
 */
import { openConnection } from "../../db/connection.ts";
import { migrate } from "../../db/migrate.ts";
import { MigrationError } from "../../db/migration_files.ts";
import type { Connection } from "../../db/types.ts";
import type { SourceFile } from "../files.ts";
import type { Problem } from "../problem.ts";

/** Opens the database and migrates it as the server does. The caller closes the connection. */
export function openMigrated(migrations: readonly SourceFile[]): { connection: Connection; problem?: Problem } {
  const connection = openConnection(":memory:");
  const files = migrations.map(({ path, text }) => ({ name: path.slice(path.lastIndexOf("/") + 1), text, path }));
  try {
    migrate(connection, files);
    return { connection };
  } catch (error) {
    if (error instanceof MigrationError) {
      const path = files.find(({ name }) => name === error.file)?.path ?? error.file;
      return { connection, problem: problemOf(error, path) };
    }
    connection.close();
    throw error;
  }
}

/** A migration's error is for the terminal: `path:line:col: message`, then a line with the hint. */
function problemOf({ message: text }: MigrationError, path: string): Problem {
  const [message, hint] = text.slice(path.length + 1).split("\nhint: ");
  const found = /^(\d+):(\d+): /.exec(message);
  return {
    file: path,
    line: Number(found?.[1] ?? 1),
    column: Number(found?.[2] ?? 1),
    message: message.slice(found?.[0].length ?? 0).trim(),
    hint: hint[0].toUpperCase() + hint.slice(1),
  };
}
