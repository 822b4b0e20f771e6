/**
 * The files of `db/migrations` and `db/seeds`: checking their names, running one and saying where it failed.
 *
 * @module
 */
import type { SqlFile } from "./read_sql_files.ts";
import { lineAndColumn, scanSql, splitStatements, TRANSACTION_WORDS } from "./sql_text.ts";
import type { Connection } from "./types.ts";

/** A migration: a file named `NNN_name.sql`. */
export type MigrationFile = SqlFile;

/** Why migrations or seeds stopped. */
export type MigrationProblem =
  | "bad_name"
  | "duplicate"
  | "changed"
  | "missing"
  | "out_of_order"
  | "transaction"
  | "failed"
  | "foreign_key";

/** A migration or a seed that cannot be applied. Nothing of its file was. */
export class MigrationError extends Error {
  /** The class's name. */
  override readonly name = "MigrationError";
  /** What is wrong, for programs. */
  readonly problem: MigrationProblem;
  /** The file's name. */
  readonly file: string;

  /** Made by `migrate` and `seed` alone. */
  constructor(problem: MigrationProblem, file: SqlFile, text: { message: string; hint: string; cause?: unknown }) {
    super(`${text.message}\nhint: ${text.hint}`, { cause: text.cause });
    this.problem = problem;
    this.file = file.name;
  }
}

/** A migration with the number of its name. */
export interface Numbered {
  readonly version: number;
  readonly file: MigrationFile;
}

/** The files with their versions, in order. @throws {MigrationError} For a bad name or a number that is used twice. */
export function numbered(files: readonly SqlFile[]): Numbered[] {
  const sorted = files.map((file) => ({ version: versionOf(file), file })).sort((a, b) => a.version - b.version);
  for (let i = 1; i < sorted.length; i++) {
    const { version, file } = sorted[i];
    if (version !== sorted[i - 1].version) continue;
    throw new MigrationError("duplicate", file, {
      message: `${place(file)}: Cannot order the files: got number ${version}, which "${sorted[i - 1].file.name}" has`,
      hint: "rename the newer one to the next free number",
    });
  }
  // A file that holds no statement yet is being written: once applied it could not be changed any more.
  return sorted.filter(({ file }) => splitStatements(file.text).length > 0);
}

/** Runs the statements of a file inside the caller's transaction. @throws {MigrationError} With line and column. */
export function runFile(connection: Connection, file: SqlFile): void {
  for (const { text, at } of splitStatements(file.text)) {
    const { first, parameters } = scanSql(text);
    if (TRANSACTION_WORDS.has(first)) {
      throw new MigrationError("transaction", file, {
        message: `${place(file, at)}: Cannot run the statement: got ${first.toUpperCase()}, expected no transaction`,
        hint: "remove it: the whole file is one transaction",
      });
    }
    // deno-lint-ignore house/error-message -- the sentence is made by failedAt
    if (parameters > 0) throw failedAt(file, at, new Error("got a parameter, expected values"));
    try {
      connection.exec(text);
    } catch (error) {
      throw failedAt(file, at, error, text);
    }
  }
}

/** A file in a message, with line and column when an index is given. */
export function place(file: SqlFile, at?: number): string {
  const path = file.path ?? file.name;
  if (at === undefined) return path;
  const { line, column } = lineAndColumn(file.text, at);
  return `${path}:${line}:${column}`;
}

function versionOf(file: SqlFile): number {
  const found = /^(\d{3,9})_[a-z0-9_]+\.sql$/.exec(file.name);
  if (found !== null && Number(found[1]) > 0) return Number(found[1]);
  throw new MigrationError("bad_name", file, {
    message: `${place(file)}: Cannot order the file: got the name "${file.name}", expected "NNN_name.sql"`,
    hint: 'use at least three digits from 001, and small letters, digits and "_", e.g. "001_create_teams.sql"',
  });
}

function failedAt(file: SqlFile, at: number, cause: unknown, statement = ""): MigrationError {
  const text = cause instanceof Error ? cause.message : String(cause);
  // Where it can, node:sqlite ends the message of `exec` so; SQLite counts bytes.
  const [message, after] = text.split(` in ${statement} at offset `);
  const bytes = new TextEncoder().encode(statement).subarray(0, Number(after ?? 0));
  return new MigrationError("failed", file, {
    message: `${place(file, at + new TextDecoder().decode(bytes).length)}: Cannot run the statement: ${message}`,
    hint: `nothing of this file was applied: ${remedyOf(message)}`,
    cause,
  });
}

function remedyOf(message: string): string {
  if (message.startsWith("unknown datatype") || message.startsWith("missing datatype")) {
    return "a STRICT table takes INTEGER, REAL, TEXT, BLOB and ANY; a day or a moment is TEXT, yes or no INTEGER";
  }
  // SQLite reads all views and triggers anew when a table is renamed, also those of the table that a rebuild has dropped.
  const [, kind, name] = /^error in (view|trigger) (.+): no such table/.exec(message) ?? [];
  if (kind === undefined) return "correct the statement and run it again";
  return `drop the ${kind} "${name}" first, and create it again behind the last statement`;
}
