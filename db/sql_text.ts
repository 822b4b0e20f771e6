/**
 * Reads SQL text as far as the database layer needs it: where statements end, which word they begin with, how many
 * parameters they have. It knows tokens, not grammar. Drivers scan each prepared statement with it, migrations are
 * split by it, and the schema hash is taken over its tokens.
 *
 * @module
 */

/** One token of SQL that is neither blank nor comment. */
export interface SqlToken {
  readonly text: string;
  /** Index of its first character in the text. */
  readonly at: number;
}

/** What a driver knows of a statement from its text. */
export interface SqlScan {
  /** The first word in lower case, e.g. `select`; `""` when there is nothing to run. */
  readonly first: string;
  /** How many values must be bound. */
  readonly parameters: number;
  /** The first named parameter as it stands in the text, e.g. `:id`, or `null`. */
  readonly named: string | null;
  /** Whether another statement follows the first one. */
  readonly trailing: boolean;
  /** Whether the statement may change data. Never `false` for one that does. */
  readonly mayWrite: boolean;
}

// The alternatives are tried in this order, so that a `?` or `;` inside text, quoted names and comments is never seen.
const TOKENS =
  /'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|\?\d*|[:@$][\w$\u0080-\uffff]+|[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*|\d[\w.]*|[^\s]/g;

/** First words of the statements that begin or end a transaction. */
export const TRANSACTION_WORDS: ReadonlySet<string> = new Set([
  "begin",
  "commit",
  "end",
  "rollback",
  "savepoint",
  "release",
]);

const WRITING_WORDS = new Set(["insert", "update", "delete", "replace"]);
const READING_FIRST_WORDS = new Set(["select", "values", "with", "explain"]);

/** The tokens of SQL in order, without comments. */
export function* sqlTokens(sql: string): Generator<SqlToken> {
  for (const match of sql.matchAll(TOKENS)) {
    const text = match[0];
    if (!text.startsWith("--") && !text.startsWith("/*")) yield { text, at: match.index };
  }
}

/** The statements of a file, without the semicolon that ends them. A trigger's body stays in one piece. */
export function splitStatements(sql: string): SqlToken[] {
  const statements: SqlToken[] = [];
  let words: string[] = [];
  let start = 0;
  let end = 0;
  for (const { text, at } of sqlTokens(sql)) {
    if (text === ";" && !insideTrigger(words)) {
      if (words.length > 0) statements.push({ text: sql.slice(start, at), at: start });
      words = [];
      continue;
    }
    if (words.length === 0) start = at;
    words.push(text.toLowerCase());
    end = at + text.length;
  }
  if (words.length > 0) statements.push({ text: sql.slice(start, end), at: start });
  return statements;
}

/** Scans the text of one statement. */
export function scanSql(sql: string): SqlScan {
  const statements = splitStatements(sql);
  const names = new Set<string>();
  let first = "";
  let highest = 0;
  let named: string | null = null;
  let writes = false;
  for (const { text } of sqlTokens(statements[0]?.text ?? "")) {
    const word = text.toLowerCase();
    if (first === "") first = word;
    if (word.startsWith("?")) {
      // As SQLite counts: `?` is one more than the highest so far, `?3` is the third.
      highest = word === "?" ? highest + 1 : Math.max(highest, Number(word.slice(1)));
    } else if (/^[:@$]./.test(word)) {
      named ??= text;
      if (!names.has(text)) highest += 1;
      names.add(text);
    } else if (WRITING_WORDS.has(word)) {
      writes = true;
    }
  }
  const mayWrite = writes || !READING_FIRST_WORDS.has(first);
  return { first, parameters: highest, named, trailing: statements.length > 1, mayWrite };
}

/** The line and column, both from 1, of an index in a text. */
export function lineAndColumn(text: string, at: number): { line: number; column: number } {
  const before = text.slice(0, at).split("\n");
  return { line: before.length, column: before[before.length - 1].length + 1 };
}

// SQLite's own rule (sqlite3_complete): a statement that begins `CREATE [TEMP] TRIGGER` ends at `; END ;`.
function insideTrigger(words: readonly string[]): boolean {
  const at = words[0] === "explain" ? words.indexOf("create") : 0;
  if (words[at] !== "create") return false;
  const kind = words[at + 1] === "temp" || words[at + 1] === "temporary" ? words[at + 2] : words[at + 1];
  return kind === "trigger" && !(words.at(-1) === "end" && words.at(-2) === ";");
}
