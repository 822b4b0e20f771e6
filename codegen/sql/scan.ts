/**
 * Cuts a query file into its queries: the header comments (`-- name:`, `-- one`), the documentation, the statement. The
 * first phase of `generate_sql.ts`.
 */
import type { SourceFile } from "../files.ts";
import type { Problem } from "../problem.ts";
import { misspeltHeader } from "./misspelt_header.ts";
import { problemAt } from "./position.ts";
import { type Token, tokenize } from "./tokenize.ts";

/**
 * How many rows the caller gets: exactly one, one or none, all, or the counts of a statement without rows. `each` runs a
 * statement for every item of an array.
 */
export type Cardinality = "one" | "optional" | "many" | "exec" | "each";

/** One query of a file. */
export interface ScannedQuery {
  readonly source: SourceFile;
  /** As written: `list_games`. */
  readonly name: string;
  /** The lines of its comments, headers left out. */
  readonly doc: readonly string[];
  readonly cardinality?: Cardinality;
  /** `-- returns: GameRow`: the row type that it shares with other queries of the folder. */
  readonly returns?: Header;
  /** Where its line `-- slow` stands. */
  readonly slow?: number;
  /** `-- bigint: total` and its kin. */
  readonly annotations: readonly Header[];
  /** The statement, from its first to its last token, comments inside of it included. */
  readonly tokens: readonly Token[];
}

/** A header line `-- key: value`. */
export interface Header {
  readonly key: string;
  readonly value: string;
  readonly start: number;
}

/** The types that a header line can give to a column or a parameter. */
const ANNOTATIONS = ["bigint", "date", "json", "timestamp"];

/** What a file holds. */
export interface Scanned {
  readonly queries: readonly ScannedQuery[];
  readonly problems: readonly Problem[];
}

const CARDINALITIES: readonly string[] = ["one", "optional", "many", "exec", "each"];

/** Scans one `.sql` file of a `sql/` folder. */
export function scanQueries(source: SourceFile): Scanned {
  const problems: Problem[] = [];
  const all = splitStatements(tokenize(source.text));
  const parts = all.filter(({ body }) => body.length > 0);
  for (const { header, body } of all) checkPlaces(body.length > 0 ? body : header, source, problems);
  if (parts.length === 0) {
    problems.push(problemAt(source, 0, ["The file has no statement", "Write one query, or delete the file"]));
  }
  const queries = parts.map(({ header, body }): ScannedQuery => {
    const { name, ...read } = readHeader(header, source, problems);
    if (name === undefined && parts.length > 1) {
      const message = `The file has ${parts.length} statements, and this one has no name`;
      problems.push(problemAt(source, body[0].start, [message, 'Write "-- name: list_games" above each statement']));
    }
    const named = body.find((token) => token.kind === "parameter" && !token.text.startsWith("?"));
    const position = body.find((token) => token.kind === "parameter" && token.text.startsWith("?"));
    if (named !== undefined && position !== undefined) {
      const message = `The statement has parameters with names and without: "${named.text}" and "${position.text}"`;
      problems.push(problemAt(source, position.start, [message, `Name it like the others: :team_id`]));
    }
    return {
      source,
      name: name ?? fileStem(source.path),
      ...read,
      tokens: namePositions(withoutEnd(body).map(onLines)),
    };
  });
  return { queries, problems };
}

/** Whatever ends the lines of a file, its statements are the same: the texts in them too. */
function onLines(token: Token): Token {
  const text = token.text.replaceAll("\r\n", "\n");
  // A comment ends within the end of its line.
  return { ...token, text: token.kind === "comment" && text.endsWith("\r") ? text.slice(0, -1) : text };
}

/** A header line that stands inside of a statement or behind it says nothing of any query. */
function checkPlaces(tokens: readonly Token[], source: SourceFile, problems: Problem[]): void {
  const headers = tokens.filter((token) => token.kind === "comment" && isHeader(token));
  const late = headers.find((token) => directive(token, "name") !== undefined) ?? headers[0];
  if (late === undefined) return;
  const line = late.text.trim();
  const [message, hint] = directive(late, "name") !== undefined && tokens[0].kind !== "comment"
    ? [`The header "${line}" stands inside of a statement`, 'End the statement before it with ";"']
    : [`The header "${line}" does not stand above a statement`, "Move it above the statement that it describes"];
  problems.push(problemAt(source, late.start, [message, hint]));
}

/** `?` and `?2` are called `p1`, `p2`; a bare one has the next number, as in SQLite. */
function namePositions(tokens: readonly Token[]): Token[] {
  let highest = 0;
  return tokens.map((token) => {
    if (token.kind !== "parameter" || !token.text.startsWith("?")) return token;
    const position = token.text === "?" ? highest + 1 : Number(token.text.slice(1));
    highest = Math.max(highest, position);
    return { ...token, text: `:p${position}` };
  });
}

interface Part {
  readonly header: readonly Token[];
  readonly body: readonly Token[];
}

/** Comments before the first token of a statement are its header; a semicolon ends it. */
function splitStatements(tokens: readonly Token[]): Part[] {
  const parts: { header: Token[]; body: Token[] }[] = [{ header: [], body: [] }];
  for (const token of tokens) {
    const part = parts[parts.length - 1];
    if (token.text === ";" && token.kind === "operator") parts.push({ header: [], body: [] });
    else if (part.body.length > 0) part.body.push(token);
    else if (token.kind === "comment") part.header.push(token);
    else if (token.kind !== "space") part.body.push(token);
  }
  return parts;
}

/** The statement without the comments behind it. */
function withoutEnd(body: readonly Token[]): readonly Token[] {
  return body.slice(0, body.findLastIndex(({ kind }) => kind !== "space" && kind !== "comment") + 1);
}

function readHeader(header: readonly Token[], source: SourceFile, problems: Problem[]) {
  const doc: string[] = [];
  let name: string | undefined;
  let cardinality: Cardinality | undefined;
  let returns: Header | undefined;
  let slow: number | undefined;
  const annotations: Header[] = [];
  for (const token of header) {
    const [line, ...more] = commentLines(token.text);
    const named = directive(token, "name");
    if (named !== undefined) {
      if (name !== undefined) {
        const hint = 'Keep one of the headers; a statement with a ";" belongs between two';
        problems.push(problemAt(source, token.start, ["The query has two names", hint]));
      }
      name = named;
    } else if (more.length === 0 && CARDINALITIES.includes(line)) {
      if (cardinality !== undefined) {
        const message = `The query is declared "${cardinality}" and "${line}"`;
        problems.push(problemAt(source, token.start, [message, "Keep one of the two lines"]));
      }
      cardinality = line as Cardinality;
    } else if (more.length === 0 && line === "slow") {
      slow = token.start;
    } else if (directive(token, "returns") !== undefined) {
      returns = headerOf(token, "returns");
    } else if (ANNOTATIONS.some((key) => directive(token, key) !== undefined)) {
      annotations.push(...ANNOTATIONS.map((key) => headerOf(token, key)).filter((found) => found !== undefined));
    } else {
      const problem = more.length === 0 ? misspeltHeader(line) : undefined;
      if (problem !== undefined) problems.push(problemAt(source, token.start, problem));
      doc.push(line, ...more);
    }
  }
  return { name, doc: trimLines(doc), cardinality, returns, slow, annotations };
}

function isHeader(token: Token): boolean {
  const [line, ...more] = commentLines(token.text);
  const isWord = more.length === 0 && (CARDINALITIES.includes(line) || line === "slow");
  return isWord || ["name", "returns", ...ANNOTATIONS].some((key) => directive(token, key) !== undefined);
}

function headerOf(token: Token, key: string): Header | undefined {
  const value = directive(token, key);
  return value === undefined ? undefined : { key, value, start: token.start };
}

/** The value of a header line `-- key: value`. */
function directive(token: Token, key: string): string | undefined {
  const [line, ...more] = commentLines(token.text);
  return more.length === 0 && line.startsWith(`${key}:`) ? line.slice(key.length + 1).trim() : undefined;
}

/** The text of a comment without its marks. */
function commentLines(comment: string): string[] {
  if (comment.startsWith("--")) return [comment.slice(2).trim()];
  const inner = comment.slice(2, comment.endsWith("*/") ? -2 : undefined);
  return trimLines(
    inner.split("\n").map((line) => {
      const text = line.trim();
      return text.startsWith("*") ? text.slice(1).trim() : text;
    }),
    [""],
  );
}

function trimLines(lines: readonly string[], whenEmpty: string[] = []): string[] {
  const first = lines.findIndex((line) => line !== "");
  const last = lines.findLastIndex((line) => line !== "");
  return first < 0 ? whenEmpty : lines.slice(first, last + 1);
}

function fileStem(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1).replace(/\.sql$/, "");
}
