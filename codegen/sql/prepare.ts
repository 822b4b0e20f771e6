/**
 * Rewrites a query's parameters to positions and has SQLite prepare it against the migrated database, so that whatever
 * SQLite refuses is refused by its own words, at the place that it means.
 */
import { accessesOf, type TableAccess } from "../../db/drivers/node_sqlite.ts";
import type { ColumnOrigin, Connection } from "../../db/types.ts";
import { similarName } from "../../runtime/wire/similar.ts";
import type { Problem } from "../problem.ts";
import { hintForStatement } from "./foreign_names.ts";
import { problemAt, readExecError } from "./position.ts";
import type { ScannedQuery } from "./scan.ts";
import { hintFor } from "./sqlite_hints.ts";
import { nameOf, type Token } from "./tokenize.ts";

/** A statement that SQLite accepts. */
export interface Prepared {
  /** The statement with `?1`, `?2`, … in place of names: node:sqlite binds by position only without names. */
  readonly sql: string;
  /** The names, the first of which is `?1`; the same name behind `:`, `@` and `$` is the same parameter. */
  readonly parameters: readonly string[];
  readonly columns: readonly ColumnOrigin[];
  readonly accesses: readonly TableAccess[];
}

const STATEMENTS = ["SELECT", "VALUES", "WITH", "INSERT", "REPLACE", "UPDATE", "DELETE"];
const TRANSACTIONS = ["ABORT", "BEGIN", "COMMIT", "END", "ROLLBACK", "SAVEPOINT", "START", "RELEASE"];
const SCHEMA_CHANGES = ["ALTER", "ANALYZE", "CREATE", "DROP", "PRAGMA", "REINDEX", "VACUUM"];

/** Prepares one query, or says why it cannot be. */
export function prepareQuery(query: ScannedQuery, connection: Connection): Prepared | Problem {
  const { source, tokens } = query;
  const first = tokens[0];
  const word = first.text.toUpperCase();
  if (!STATEMENTS.includes(word)) return problemAt(source, first.start, wrongStatement(word));
  for (const token of tokens) {
    if (token.kind === "parameter" && !isNamed(token)) {
      const message = `The parameter "${token.text}" has no name of its own`;
      const hint = token.text.includes("::")
        ? "Name it, and convert it by CAST: CAST(:team_id AS INTEGER)"
        : "Name it: :team_id";
      return problemAt(source, token.start, [message, hint]);
    }
  }
  const names = [...new Set(tokens.filter(({ kind }) => kind === "parameter").map(({ text }) => text.slice(1)))];
  const parts = tokens.map((token, at) => {
    if (token.kind !== "parameter") return token.text;
    const position = `?${names.indexOf(token.text.slice(1)) + 1}`;
    // One bound text for a list of any length, so that the statement is prepared once.
    return isBehindIn(tokens, at) ? `(SELECT value FROM json_each(${position}))` : position;
  });
  const sql = parts.join("");
  try {
    const columns = connection.prepare(sql).columns();
    return { sql, parameters: names, columns, accesses: accessesOf(connection, sql) };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const token = tokenOf(offsetOf(sql, connection), parts, tokens) ?? findNamed(error.message, tokens) ?? first;
    // By the name that the author gave it.
    const reason = error.message.replace(/^near "\?\d+"/, () => `near "${source.text.slice(token.start, token.end)}"`);
    const message = `SQLite cannot prepare "${query.name}": ${reason}`;
    return problemAt(source, token.start, [message, hintFor(error.message, { token, tokens, connection })]);
  }
}

function isBehindIn(tokens: readonly Token[], at: number): boolean {
  const before = tokens.slice(0, at).findLast(({ kind }) => kind !== "space" && kind !== "comment");
  return before?.kind === "word" && before.text.toUpperCase() === "IN";
}

/** Where SQLite stops reading: `exec` tells it, `prepare` does not. EXPLAIN keeps the statement from running. */
function offsetOf(sql: string, connection: Connection): number | undefined {
  const explain = `EXPLAIN ${sql}`;
  try {
    connection.exec(explain);
    return undefined;
  } catch (error) {
    const offset = error instanceof Error ? readExecError(error, explain).offset : undefined;
    return offset === undefined ? undefined : offset - "EXPLAIN ".length;
  }
}

/** The token at an offset of the statement that is written with `parts` in place of its tokens. */
function tokenOf(offset: number | undefined, parts: readonly string[], tokens: readonly Token[]): Token | undefined {
  if (offset === undefined) return undefined;
  let end = 0;
  return tokens.find((_, at) => (end += parts[at].length) > offset);
}

function wrongStatement(word: string): [string, string] {
  const message =
    `A query file cannot hold the statement ${word}: got ${word}, expected SELECT, INSERT, UPDATE or DELETE`;
  if (TRANSACTIONS.includes(word)) return [message, "Leave it out: a handler is one transaction, load reads in one"];
  if (SCHEMA_CHANGES.includes(word)) return [message, "Statements that change the schema belong into db/migrations"];
  const meant = similarName(word, STATEMENTS);
  return [message, hintForStatement(word) ?? (meant === undefined ? "Write one of these" : `Write ${meant}`)];
}

function isNamed({ text }: Token): boolean {
  const name = text.slice(1);
  return !text.startsWith("?") && !name.includes(":") && !name.includes("(") && !name.includes("$") &&
    !(name[0] >= "0" && name[0] <= "9");
}

/** SQLite gives no offset for tables and for the columns of an INSERT, but names them. */
function findNamed(message: string, tokens: readonly Token[]): Token | undefined {
  if (message.startsWith("incomplete input")) return tokens.at(-1);
  const prefix = ["no such table: ", "has no column named "].find((one) => message.includes(one));
  if (prefix === undefined) return undefined;
  const name = message.slice(message.indexOf(prefix) + prefix.length).split(".").at(-1)?.toLowerCase();
  return tokens.find((token) => nameOf(token).toLowerCase() === name);
}
