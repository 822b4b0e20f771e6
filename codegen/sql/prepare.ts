/**
 * Rewrites a query's parameters to positions and has SQLite prepare it against the migrated database, so that whatever
 * SQLite refuses is refused by its own words, at the place that it means.
 */
import { accessesOf, type TableAccess } from "../../db/drivers/node_sqlite.ts";
import type { ColumnOrigin, Connection } from "../../db/types.ts";
import type { Problem } from "../problem.ts";
import { problemAt, readExecError } from "./position.ts";
import type { ScannedQuery } from "./scan.ts";
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
const TRANSACTIONS = ["BEGIN", "COMMIT", "END", "ROLLBACK", "SAVEPOINT", "RELEASE"];

/** Prepares one query, or says why it cannot be. */
export function prepareQuery(query: ScannedQuery, connection: Connection): Prepared | Problem {
  const { source, tokens } = query;
  const first = tokens[0];
  const word = first.text.toUpperCase();
  if (!STATEMENTS.includes(word)) return problemAt(source, first.start, wrongStatement(word));
  for (const token of tokens) {
    if (token.kind === "parameter" && !isNamed(token)) {
      const message = `The parameter "${token.text}" has no name of its own`;
      return problemAt(source, token.start, [message, "Name it: :team_id"]);
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
    const message = `SQLite cannot prepare "${query.name}": ${error.message}`;
    const token = tokenOf(offsetOf(sql, connection), parts, tokens) ?? findNamed(error.message, tokens) ?? first;
    return problemAt(source, token.start, [message, hintFor(error.message)]);
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
  return [message, "Statements that change the schema belong into db/migrations"];
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

function hintFor(message: string): string {
  if (message.includes("single-quotes")) return "Write text in single quotes: 'live'; double quotes are for names";
  if (message.startsWith("sub-select returns")) {
    return "Select as many columns as stand on the left of IN; a list parameter is one column";
  }
  if (message.startsWith("no such table")) return "Create the table in db/migrations, or correct its name";
  if (message.startsWith("no such column") || message.includes("has no column")) {
    return "Correct the name, or add the column in db/migrations";
  }
  if (message.includes(" values for ")) return "Write one value for each column that the INSERT names";
  if (message.startsWith("ambiguous column name")) return "Write the table's name or alias in front: g.id";
  if (message.startsWith("ON CONFLICT clause")) {
    return "Name the columns of a UNIQUE rule of the table, or add one in db/migrations";
  }
  if (message.startsWith("misuse of window function")) {
    return "Say over which rows: rank() OVER (ORDER BY points DESC)";
  }
  if (message.startsWith("misuse of aggregate")) {
    return "WHERE looks at single rows: conditions on groups stand in HAVING";
  }
  if (message.startsWith("unrecognized token")) {
    return "A parameter is a colon and a name, :team_id; a text stands in single quotes, 'live'";
  }
  if (message === "no such function: ANY") return "Write IN, without parentheses around the list: id IN :ids";
  if (message === "no such function: now") return "Write datetime('now'), or date('now') for the day";
  if (message.startsWith("no such function")) {
    return "Correct the name: https://sqlite.org/lang_corefunc.html lists them";
  }
  if (message.includes("syntax error") || message.startsWith("incomplete input")) {
    return "Correct the statement: https://sqlite.org/lang.html shows the grammar";
  }
  return "Correct the statement";
}
