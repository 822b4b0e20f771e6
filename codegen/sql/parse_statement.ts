/**
 * Reads one statement of a query file: SELECT, INSERT, UPDATE or DELETE. `analyze.ts` calls it after SQLite has accepted
 * the statement, so what is not understood here is a limit of Rally and is refused as such.
 */
import type { Assignment, Cte, Expression, Insert, ResultColumn, Statement, Upsert } from "./ast.ts";
import { Cursor } from "./cursor.ts";
import { parseExpression, type Reading } from "./parse_expression.ts";
import { parseFrom, parseNames, parseResultColumns, parseSelect, parseWith, readingOf } from "./parse_select.ts";
import type { Token } from "./tokenize.ts";

/** Reads the tokens of one statement without its semicolon. @throws {ParseError} */
export function parseStatement(tokens: readonly Token[]): Statement {
  const cursor = new Cursor(tokens);
  const reading = readingOf(cursor);
  const statement = parseAny(reading);
  if (cursor.peek() !== undefined) throw cursor.unexpected("the end of the statement");
  return statement;
}

function parseAny(reading: Reading): Statement {
  const { cursor } = reading;
  const start = cursor.start;
  const ctes = parseWith(reading);
  if (cursor.takes("REPLACE")) return parseInsert(reading, ctes, { start, orIgnore: false });
  if (cursor.takes("INSERT")) return parseInsert(reading, ctes, { start, orIgnore: takesOr(cursor) });
  if (cursor.takes("UPDATE")) return parseUpdate(reading, ctes, start);
  if (cursor.takes("DELETE")) return parseDelete(reading, ctes, start);
  return { kind: "select", select: parseSelect(reading, ctes) };
}

/** `OR IGNORE`, `OR REPLACE` and their kin; says whether it was IGNORE. */
function takesOr(cursor: Cursor): boolean {
  return cursor.takes("OR") && cursor.next().text.toUpperCase() === "IGNORE";
}

interface InsertStart {
  readonly start: number;
  readonly orIgnore: boolean;
}

function parseInsert(reading: Reading, ctes: Cte[], { start, orIgnore }: InsertStart): Insert {
  const { cursor } = reading;
  cursor.expect("INTO");
  const table = parseTable(cursor);
  const alias = cursor.takes("AS") ? cursor.name() : undefined;
  const columns = parseNames(cursor);
  const source = cursor.takes("DEFAULT", "VALUES") ? undefined : parseSelect(reading);
  const upserts: Upsert[] = [];
  while (cursor.takes("ON", "CONFLICT")) upserts.push(parseUpsert(reading));
  const returning = parseReturning(reading);
  return { kind: "insert", ctes, table, alias, columns, source, orIgnore, upserts, returning, start, end: cursor.end };
}

/** The rest of a clause after ON CONFLICT. */
function parseUpsert(reading: Reading): Upsert {
  const { cursor } = reading;
  const target: Expression[] = [];
  if (cursor.takes("(")) {
    target.push(...cursor.list(() => parseExpression(reading)));
    cursor.expect(")");
    if (cursor.takes("WHERE")) target.push(parseExpression(reading));
  }
  cursor.expect("DO");
  if (cursor.takes("NOTHING")) return { target, assignments: [] };
  cursor.expect("UPDATE");
  const assignments = parseAssignments(reading);
  return { target, assignments, where: parseWhere(reading) };
}

function parseUpdate(reading: Reading, ctes: Cte[], start: number): Statement {
  const { cursor } = reading;
  takesOr(cursor);
  const table = parseTable(cursor);
  const alias = parseTargetAlias(cursor);
  const assignments = parseAssignments(reading);
  const from = cursor.takes("FROM") ? parseFrom(reading) : undefined;
  const where = parseWhere(reading);
  const returning = parseReturning(reading);
  return { kind: "update", ctes, table, alias, assignments, from, where, returning, start, end: cursor.end };
}

function parseDelete(reading: Reading, ctes: Cte[], start: number): Statement {
  const { cursor } = reading;
  cursor.expect("FROM");
  const table = parseTable(cursor);
  const alias = parseTargetAlias(cursor);
  const where = parseWhere(reading);
  const returning = parseReturning(reading);
  return { kind: "delete", ctes, table, alias, where, returning, start, end: cursor.end };
}

function parseTable(cursor: Cursor): string {
  const name = cursor.name();
  return cursor.takes(".") ? cursor.name() : name;
}

function parseTargetAlias(cursor: Cursor): string | undefined {
  const alias = cursor.alias();
  if (cursor.takes("INDEXED", "BY")) cursor.name();
  else cursor.takes("NOT", "INDEXED");
  return alias;
}

function parseAssignments(reading: Reading): Assignment[] {
  const { cursor } = reading;
  cursor.expect("SET");
  return cursor.list(() => {
    const columns = parseNames(cursor) ?? [cursor.name()];
    cursor.expect("=");
    return { columns, value: parseExpression(reading) };
  });
}

function parseWhere(reading: Reading): Expression | undefined {
  return reading.cursor.takes("WHERE") ? parseExpression(reading) : undefined;
}

function parseReturning(reading: Reading): ResultColumn[] {
  return reading.cursor.takes("RETURNING") ? parseResultColumns(reading) : [];
}
