/**
 * Reads SQLite expressions by operator precedence. Subqueries are read by the function that `parse_select.ts` hands in,
 * and windows likewise, so that no files import each other.
 */
import type { Call, Case, Expression, Literal, Select, Window } from "./ast.ts";
import type { Cursor } from "./cursor.ts";
import { stringOf, type Token } from "./tokenize.ts";

/** What an expression is read with. */
export interface Reading {
  readonly cursor: Cursor;
  /** Whether a SELECT (or VALUES, or WITH) starts here. */
  seesSelect(): boolean;
  select(): Select;
  /** A window definition after `(`, with its `)`. */
  window(): Window;
}

/** Precedence from the loosest to the tightest, as in SQLite's grammar. */
const OR = 1, AND = 2, NOT = 3, EQUALITY = 4, RELATION = 5, BITS = 6, SUM = 7, PRODUCT = 8, CONCAT = 9, COLLATE = 10;

const BINARY: Readonly<Record<string, number>> = {
  "OR": OR,
  "AND": AND,
  "=": EQUALITY,
  "==": EQUALITY,
  "<>": EQUALITY,
  "!=": EQUALITY,
  "<": RELATION,
  "<=": RELATION,
  ">": RELATION,
  ">=": RELATION,
  "&": BITS,
  "|": BITS,
  "<<": BITS,
  ">>": BITS,
  "+": SUM,
  "-": SUM,
  "*": PRODUCT,
  "/": PRODUCT,
  "%": PRODUCT,
  "||": CONCAT,
  "->": CONCAT,
  "->>": CONCAT,
};

const LIKES = ["LIKE", "GLOB", "REGEXP", "MATCH"];

/** Reads one expression. @throws {ParseError} */
export function parseExpression(reading: Reading): Expression {
  return parseAbove(reading, OR);
}

/** Reads an expression whose operators all bind at least as tightly as `lowest`. */
function parseAbove(reading: Reading, lowest: number): Expression {
  let left = parsePrefix(reading);
  while (true) {
    const next = parseSuffix(reading, left, lowest);
    if (next === undefined) return left;
    left = next;
  }
}

/** Reads one operator after `left` with its right side, or nothing when it binds more loosely than `lowest`. */
function parseSuffix(reading: Reading, left: Expression, lowest: number): Expression | undefined {
  const { cursor } = reading;
  const token = cursor.peek();
  if (token === undefined || (token.kind !== "word" && token.kind !== "operator")) return undefined;
  const operator = token.text.toUpperCase();
  const precedence = BINARY[operator];
  if (precedence !== undefined) {
    if (precedence < lowest) return undefined;
    cursor.next();
    const right = parseAbove(reading, precedence + 1);
    return { kind: "binary", operator: operator === "==" ? "=" : operator, left, right, ...around(left, right) };
  }
  if (operator === "COLLATE" && COLLATE >= lowest) {
    cursor.next();
    cursor.name();
    return { kind: "collate", operand: left, start: left.start, end: cursor.end };
  }
  return EQUALITY >= lowest ? parseTest(reading, left) : undefined;
}

/** IS, IN, BETWEEN, LIKE and the tests for NULL, all of the precedence of `=`. */
function parseTest(reading: Reading, left: Expression): Expression | undefined {
  const { cursor } = reading;
  const isNull = cursor.takes("ISNULL");
  if (isNull || cursor.takes("NOTNULL") || cursor.takes("NOT", "NULL")) {
    return { kind: "null_test", negated: !isNull, operand: left, start: left.start, end: cursor.end };
  }
  if (cursor.takes("IS")) return parseIs(reading, left);
  const negated = cursor.sees("NOT");
  const word = cursor.peek(negated ? 1 : 0)?.text.toUpperCase() ?? "";
  if (word !== "IN" && word !== "BETWEEN" && !LIKES.includes(word)) return undefined;
  if (negated) cursor.next();
  cursor.next();
  if (word === "IN") return parseIn(reading, left, negated);
  if (word === "BETWEEN") {
    const low = parseAbove(reading, NOT);
    cursor.expect("AND");
    const high = parseAbove(reading, RELATION);
    return { kind: "between", operand: left, low, high, ...around(left, high) };
  }
  const operands = [left, parseAbove(reading, RELATION)];
  if (cursor.takes("ESCAPE")) operands.push(parseAbove(reading, RELATION));
  return { kind: "like", operator: word, operands, start: left.start, end: cursor.end };
}

function parseIs(reading: Reading, left: Expression): Expression {
  const { cursor } = reading;
  const not = cursor.takes("NOT");
  const distinct = cursor.takes("DISTINCT", "FROM");
  const right = parseAbove(reading, RELATION);
  const negated = not !== distinct;
  if (right.kind === "literal" && right.type === "null") {
    return { kind: "null_test", negated, operand: left, ...around(left, right) };
  }
  const operator = negated ? "IS NOT" : "IS";
  return { kind: "binary", operator, left, right, ...around(left, right) };
}

function parseIn(reading: Reading, left: Expression, negated: boolean): Expression {
  const { cursor } = reading;
  const { start } = cursor;
  const token = cursor.peek();
  if (token?.kind === "parameter") {
    cursor.next();
    const list = { kind: "parameter" as const, name: token.text, start, end: cursor.end };
    return { kind: "in_list", negated, operand: left, list, start: left.start, end: cursor.end };
  }
  if (!cursor.takes("(")) {
    let table = cursor.name();
    const isQualified = cursor.takes(".");
    if (isQualified) table = cursor.name();
    const args = cursor.takes("(") ? parseArguments(reading) : [];
    return { kind: "in_table", negated, operand: left, table, isQualified, args, start: left.start, end: cursor.end };
  }
  if (reading.seesSelect()) {
    const select = reading.select();
    cursor.expect(")");
    return { kind: "in_select", negated, operand: left, select, start: left.start, end: cursor.end };
  }
  const items = parseArguments(reading);
  return { kind: "in", negated, operand: left, items, start: left.start, end: cursor.end };
}

/** The rest of a list after `(`, with its `)`. */
function parseArguments(reading: Reading): Expression[] {
  const items = reading.cursor.sees(")") ? [] : reading.cursor.list(() => parseExpression(reading));
  reading.cursor.expect(")");
  return items;
}

function parsePrefix(reading: Reading): Expression {
  const { cursor } = reading;
  const start = cursor.start;
  const token = cursor.peek();
  if (cursor.takes("NOT")) return unary(reading, "NOT", start);
  if (cursor.takes("-")) return unary(reading, "-", start);
  if (cursor.takes("+")) return unary(reading, "+", start);
  if (cursor.takes("~")) return unary(reading, "~", start);
  if (cursor.takes("(")) return parseParenthesis(reading, start);
  if (cursor.takes("CASE")) return { ...parseCase(reading), start, end: cursor.end };
  if (cursor.takes("CAST", "(")) return parseCast(reading, start);
  if (cursor.takes("EXISTS", "(")) {
    const select = reading.select();
    cursor.expect(")");
    return { kind: "exists", select, start, end: cursor.end };
  }
  const literal = token && literalOf(token, cursor.peek(1));
  if (literal !== undefined) {
    cursor.next();
    return { kind: "literal", ...literal, start, end: cursor.end };
  }
  if (token?.kind === "parameter") {
    cursor.next();
    return { kind: "parameter", name: token.text, start, end: cursor.end };
  }
  return parseName(reading, start);
}

function unary(reading: Reading, operator: "-" | "+" | "~" | "NOT", start: number): Expression {
  const operand = parseAbove(reading, operator === "NOT" ? NOT : COLLATE + 1);
  return { kind: "unary", operator, operand, start, end: operand.end };
}

function parseParenthesis(reading: Reading, start: number): Expression {
  const { cursor } = reading;
  if (reading.seesSelect()) {
    const select = reading.select();
    cursor.expect(")");
    return { kind: "subquery", select, start, end: cursor.end };
  }
  const items = parseArguments(reading);
  if (items.length === 1) return { ...items[0], start, end: cursor.end };
  return { kind: "row", items, start, end: cursor.end };
}

function parseCase(reading: Reading): Case {
  const { cursor } = reading;
  const subject = cursor.sees("WHEN") ? undefined : parseExpression(reading);
  const branches: Case["branches"][number][] = [];
  while (cursor.takes("WHEN")) {
    const when = parseExpression(reading);
    cursor.expect("THEN");
    branches.push({ when, then: parseExpression(reading) });
  }
  const otherwise = cursor.takes("ELSE") ? parseExpression(reading) : undefined;
  cursor.expect("END");
  return { kind: "case", subject, branches, otherwise };
}

/** The type is every word up to the closing parenthesis: `VARCHAR(20)`, `DOUBLE PRECISION`. */
function parseCast(reading: Reading, start: number): Expression {
  const { cursor } = reading;
  const operand = parseExpression(reading);
  cursor.expect("AS");
  const words: string[] = [];
  for (let depth = 0; depth > 0 || !cursor.sees(")");) {
    const token = cursor.next();
    if (token.text === "(") depth++;
    if (token.text === ")") depth--;
    words.push(token.text);
  }
  cursor.expect(")");
  return { kind: "cast", operand, type: words.join(" "), start, end: cursor.end };
}

function literalOf(token: Token, following: Token | undefined): { type: Literal; text: string } | undefined {
  const { kind, text } = token;
  if (kind === "integer" || kind === "real" || kind === "blob") return { type: kind, text };
  if (kind === "string") return { type: "text", text: stringOf(token) };
  if (kind !== "word" || following?.text === "(" || following?.text === ".") return undefined;
  const word = text.toUpperCase();
  if (word === "NULL") return { type: "null", text };
  if (word === "TRUE" || word === "FALSE") return { type: "boolean", text };
  return undefined;
}

/** A column, perhaps behind its table and schema, or a function call. */
function parseName(reading: Reading, start: number): Expression {
  const { cursor } = reading;
  const first = cursor.peek();
  const names = [cursor.name()];
  if (cursor.takes("(")) return { ...parseCall(reading, names[0]), start, end: cursor.end };
  while (cursor.takes(".")) names.push(cursor.name());
  const clock = ["CURRENT_TIMESTAMP", "CURRENT_DATE", "CURRENT_TIME"].includes(names[0].toUpperCase());
  if (names.length === 1 && clock && first?.kind === "word") {
    const call: Call = { kind: "call", name: names[0], args: [], star: false, orderBy: [] };
    return { ...call, start, end: cursor.end };
  }
  return { kind: "column", table: names.at(-2), column: names[names.length - 1], start, end: cursor.end };
}

function parseCall(reading: Reading, name: string): Call | Case {
  const { cursor } = reading;
  const star = cursor.takes("*");
  if (!cursor.takes("DISTINCT")) cursor.takes("ALL");
  const bare = star || cursor.sees(")") || cursor.sees("ORDER");
  const args = bare ? [] : cursor.list(() => parseExpression(reading));
  const orderBy = parseOrderBy(reading);
  cursor.expect(")");
  if (["IIF", "IF"].includes(name.toUpperCase())) return caseOf(args);
  let filter: Expression | undefined;
  if (cursor.takes("FILTER", "(")) {
    cursor.expect("WHERE");
    filter = parseExpression(reading);
    cursor.expect(")");
  }
  return {
    kind: "call",
    name,
    args,
    star,
    filter,
    orderBy,
    over: cursor.takes("OVER") ? parseOver(reading) : undefined,
  };
}

/** `iif(a, b, c, d, e)` is `CASE WHEN a THEN b WHEN c THEN d ELSE e END`. */
function caseOf(args: readonly Expression[]): Case {
  const count = Math.floor(args.length / 2);
  const branches = Array.from({ length: count }, (_, at) => ({ when: args[2 * at], then: args[2 * at + 1] }));
  return { kind: "case", branches, otherwise: args[2 * count] };
}

function parseOver(reading: Reading): Window {
  const { cursor } = reading;
  if (cursor.takes("(")) return reading.window();
  return { base: cursor.name().toLowerCase(), expressions: [] };
}

/** ORDER BY with its directions, if it comes next. */
export function parseOrderBy(reading: Reading): Expression[] {
  const { cursor } = reading;
  if (!cursor.takes("ORDER", "BY")) return [];
  return cursor.list(() => {
    const expression = parseExpression(reading);
    if (!cursor.takes("ASC")) cursor.takes("DESC");
    if (cursor.takes("NULLS") && !cursor.takes("FIRST")) cursor.expect("LAST");
    return expression;
  });
}

function around(left: Expression, right: Expression): { start: number; end: number } {
  return { start: left.start, end: right.end };
}
