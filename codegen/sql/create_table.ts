/**
 * Reads from CREATE TABLE what SQLite's pragmas do not tell: the collation of each column, and the values that a CHECK
 * allows. `schema.ts` calls it for every table.
 */
import type { Expression } from "./ast.ts";
import { Cursor, ParseError } from "./cursor.ts";
import { parseExpression } from "./parse_expression.ts";
import { readingOf } from "./parse_select.ts";
import { nameOf, type Token, tokenize } from "./tokenize.ts";

/** What a table's own text says of it. Names are in lower case, collations in upper case. */
export interface TableText {
  /** Only of columns that declare one. */
  readonly collations: ReadonlyMap<string, string>;
  /** The texts that `CHECK (column IN (…))` allows; NULL is always allowed besides. */
  readonly values: ReadonlyMap<string, readonly string[]>;
  /** The names in the expression of each generated column. */
  readonly generatedFrom: ReadonlyMap<string, ReadonlySet<string>>;
  /** Whether a constraint says ON CONFLICT IGNORE, so that an INSERT may skip its row in silence. */
  readonly ignoresConflicts: boolean;
  /** Whether a constraint says ON CONFLICT REPLACE, so that an INSERT or UPDATE may delete other rows in silence. */
  readonly replacesConflicts: boolean;
}

/** Reads the `sql` of a table in `sqlite_schema`. */
export function readCreateTable(sql: string): TableText {
  const tokens = tokenize(sql).filter((token) => token.kind !== "space" && token.kind !== "comment");
  const collations = new Map<string, string>();
  const generatedFrom = new Map<string, ReadonlySet<string>>();
  for (const definition of definitions(tokens)) {
    const at = definition.findIndex((token) => token.text.toUpperCase() === "COLLATE" && token.kind === "word");
    const name = nameOf(definition[0]).toLowerCase();
    if (at > 0) collations.set(name, nameOf(definition[at + 1]).toUpperCase());
    const as = definition.findIndex((token) => token.text.toUpperCase() === "AS" && token.kind === "word");
    if (as > 0) generatedFrom.set(name, new Set(definition.slice(as + 1).map((token) => nameOf(token).toLowerCase())));
  }
  const values = new Map<string, readonly string[]>();
  for (const check of checks(tokens)) {
    for (const found of allowedValues(check)) {
      // Another collation lets 'A' pass for 'a'.
      if ((collations.get(found.column) ?? "BINARY") === "BINARY") values.set(found.column, found.values);
    }
  }
  return {
    collations,
    values,
    generatedFrom,
    ignoresConflicts: hasWords(tokens, ["CONFLICT", "IGNORE"]),
    replacesConflicts: hasWords(tokens, ["CONFLICT", "REPLACE"]),
  };
}

/** Whether these words, in upper case, follow each other somewhere. */
export function hasWords(tokens: readonly Token[], words: readonly string[]): boolean {
  const all = tokens.filter(({ kind }) => kind !== "space" && kind !== "comment");
  const isWord = (token: Token | undefined, word: string) =>
    token?.kind === "word" && token.text.toUpperCase() === word;
  return all.some((_, at) => words.every((word, ahead) => isWord(all[at + ahead], word)));
}

/** The column definitions and table constraints: what stands between the commas of the outermost parentheses. */
function definitions(tokens: readonly Token[]): Token[][] {
  const found: Token[][] = [];
  let depth = 0;
  for (const token of tokens) {
    if (token.text === ")") depth--;
    if (depth === 1 && token.text === ",") found.push([]);
    else if (depth > 0) found.at(-1)?.push(token);
    if (token.text === "(" && ++depth === 1) found.push([]);
  }
  return found.filter((definition) => definition.length > 0);
}

function checks(tokens: readonly Token[]): Expression[] {
  const found: Expression[] = [];
  tokens.forEach((token, at) => {
    if (token.kind !== "word" || token.text.toUpperCase() !== "CHECK" || tokens[at + 1]?.text !== "(") return;
    const cursor = new Cursor(tokens.slice(at + 2));
    try {
      const expression = parseExpression(readingOf(cursor));
      if (cursor.takes(")")) found.push(expression);
    } catch (error) {
      // A check that is not understood allows everything.
      if (!(error instanceof ParseError)) throw error;
    }
  });
  return found;
}

interface Allowed {
  readonly column: string;
  readonly values: readonly string[];
}

function allowedValues(check: Expression): Allowed[] {
  if (check.kind === "binary" && check.operator === "AND") {
    return [...allowedValues(check.left), ...allowedValues(check.right)];
  }
  if (check.kind === "binary" && check.operator === "OR") {
    // Every row passes by the test of another column, so only `c IS NULL OR c IN (…)` says something of c.
    const [tested, allowed] = isNullTest(check.left) ? [check.left, check.right] : [check.right, check.left];
    return allowedValues(allowed).filter(({ column }) => column === testedColumn(tested));
  }
  if (check.kind !== "in" || check.negated || check.operand.kind !== "column") return [];
  // A NULL in the list would let every value pass: the check is then never false.
  const values = check.items.flatMap((item) => item.kind === "literal" && item.type === "text" ? [item.text] : []);
  if (values.length < check.items.length) return [];
  return [{ column: check.operand.column.toLowerCase(), values: [...new Set(values)] }];
}

function isNullTest(expression: Expression): boolean {
  return expression.kind === "null_test" && !expression.negated;
}

function testedColumn(expression: Expression): string | undefined {
  if (expression.kind !== "null_test" || expression.negated || expression.operand.kind !== "column") return undefined;
  return expression.operand.column.toLowerCase();
}
