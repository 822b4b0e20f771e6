/**
 * Reads SELECT, VALUES and WITH. `parse_statement.ts` calls it for queries and for the selects inside of writes,
 * `schema.ts` for the bodies of views.
 */
import type { Cte, Expression, From, ResultColumn, Select, SelectCore, Window } from "./ast.ts";
import type { Cursor } from "./cursor.ts";
import { parseExpression, parseOrderBy, type Reading } from "./parse_expression.ts";
import { parseWindow } from "./parse_window.ts";

/** What every expression below this statement is read with. */
export function readingOf(cursor: Cursor): Reading {
  const reading: Reading = {
    cursor,
    seesSelect: () => cursor.sees("SELECT") || cursor.sees("VALUES") || cursor.sees("WITH"),
    select: () => parseSelect(reading),
    window: () => parseWindow(reading),
  };
  return reading;
}

/** Reads a whole SELECT with its CTEs, compound arms, ORDER BY and LIMIT. @throws {ParseError} */
export function parseSelect(reading: Reading, ctes?: readonly Cte[]): Select {
  const { cursor } = reading;
  const start = cursor.start;
  const own = ctes ?? parseWith(reading);
  const cores = [parseCore(reading)];
  while (cursor.takes("UNION", "ALL") || ["UNION", "INTERSECT", "EXCEPT"].some((word) => cursor.takes(word))) {
    cores.push(parseCore(reading));
  }
  const orderBy = parseOrderBy(reading);
  const [limit, offset] = parseLimit(reading);
  return { ctes: own, cores, orderBy, limit, offset, start, end: cursor.end };
}

/** The CTEs of WITH, if it comes next. */
export function parseWith(reading: Reading): Cte[] {
  const { cursor } = reading;
  if (!cursor.takes("WITH")) return [];
  cursor.takes("RECURSIVE");
  return cursor.list(() => {
    const name = cursor.name();
    const columns = parseNames(cursor);
    cursor.expect("AS");
    if (cursor.takes("NOT")) cursor.expect("MATERIALIZED");
    else cursor.takes("MATERIALIZED");
    cursor.expect("(");
    const select = parseSelect(reading);
    cursor.expect(")");
    return { name, columns, select };
  });
}

/** `(a, b)`, if it comes next. */
export function parseNames(cursor: Cursor): string[] | undefined {
  if (!cursor.takes("(")) return undefined;
  const names = cursor.list(() => cursor.name());
  cursor.expect(")");
  return names;
}

/** `a, t.*, count(*) AS n`: the columns of SELECT and of RETURNING. */
export function parseResultColumns(reading: Reading): ResultColumn[] {
  const { cursor } = reading;
  return cursor.list((): ResultColumn => {
    const start = cursor.start;
    if (cursor.takes("*")) return { kind: "star", start, end: cursor.end };
    if (cursor.peek(1)?.text === "." && cursor.peek(2)?.text === "*") {
      const table = cursor.name();
      cursor.next();
      cursor.next();
      return { kind: "star", table, start, end: cursor.end };
    }
    const expression = parseExpression(reading);
    return { kind: "expression", expression, alias: cursor.alias(), start, end: cursor.end };
  });
}

/** Tables, subqueries and joins after FROM. Joins are read from the left, as SQLite does; a comma is a join too. */
export function parseFrom(reading: Reading): From {
  const { cursor } = reading;
  let left = parseSource(reading);
  while (true) {
    const join = parseJoinWords(cursor);
    if (join === undefined) return left;
    const right = parseSource(reading);
    const on = cursor.takes("ON") ? parseExpression(reading) : undefined;
    const using = (cursor.takes("USING") ? parseNames(cursor) : undefined) ?? [];
    left = { kind: "join", ...join, left, right, on, using, start: left.start, end: cursor.end };
  }
}

function parseCore(reading: Reading): SelectCore {
  const { cursor } = reading;
  const start = cursor.start;
  if (cursor.takes("VALUES")) {
    const rows = cursor.list(() => {
      cursor.expect("(");
      const row = cursor.list(() => parseExpression(reading));
      cursor.expect(")");
      return row;
    });
    return { kind: "values", rows, start, end: cursor.end };
  }
  cursor.expect("SELECT");
  if (!cursor.takes("DISTINCT")) cursor.takes("ALL");
  const columns = parseResultColumns(reading);
  const from = cursor.takes("FROM") ? parseFrom(reading) : undefined;
  const where = cursor.takes("WHERE") ? parseExpression(reading) : undefined;
  const groupBy = cursor.takes("GROUP", "BY") ? cursor.list(() => parseExpression(reading)) : [];
  const having = cursor.takes("HAVING") ? parseExpression(reading) : undefined;
  const windows = new Map(cursor.takes("WINDOW") ? cursor.list(() => parseNamedWindow(reading)) : []);
  return { kind: "select", columns, from, where, groupBy, having, windows, start, end: cursor.end };
}

function parseNamedWindow(reading: Reading): [name: string, window: Window] {
  const name = reading.cursor.name().toLowerCase();
  reading.cursor.expect("AS");
  reading.cursor.expect("(");
  return [name, reading.window()];
}

/** `LIMIT count`, `LIMIT count OFFSET offset` or, the other way round, `LIMIT offset, count`. */
function parseLimit(reading: Reading): [limit?: Expression, offset?: Expression] {
  const { cursor } = reading;
  if (!cursor.takes("LIMIT")) return [];
  const first = parseExpression(reading);
  if (cursor.takes("OFFSET")) return [first, parseExpression(reading)];
  return cursor.takes(",") ? [parseExpression(reading), first] : [first];
}

type JoinWords = Pick<Extract<From, { kind: "join" }>, "type" | "natural">;

function parseJoinWords(cursor: Cursor): JoinWords | undefined {
  if (cursor.takes(",")) return { type: "inner", natural: false };
  const words: string[] = [];
  const joinWords = ["NATURAL", "LEFT", "RIGHT", "FULL", "INNER", "CROSS", "OUTER"];
  while (joinWords.some((word) => cursor.sees(word))) words.push(cursor.next().text.toUpperCase());
  if (words.length === 0 && !cursor.sees("JOIN")) return undefined;
  cursor.expect("JOIN");
  const outer = words.find((word) => word === "LEFT" || word === "RIGHT" || word === "FULL");
  const type = outer === "LEFT" ? "left" : outer === "RIGHT" ? "right" : outer === "FULL" ? "full" : "inner";
  return { type, natural: words.includes("NATURAL") };
}

/** A table, a table-valued function, a subquery or a join in parentheses. */
function parseSource(reading: Reading): From {
  const { cursor } = reading;
  const start = cursor.start;
  if (cursor.takes("(")) {
    if (!reading.seesSelect()) {
      const inner = parseFrom(reading);
      cursor.expect(")");
      if (cursor.alias() !== undefined) throw cursor.unexpected("no alias behind a join in parentheses");
      return { ...inner, start, end: cursor.end };
    }
    const select = parseSelect(reading);
    cursor.expect(")");
    return { kind: "select", select, alias: cursor.alias(), start, end: cursor.end };
  }
  let name = cursor.name();
  const isQualified = cursor.takes(".");
  if (isQualified) name = cursor.name();
  let args: Expression[] | undefined;
  if (cursor.takes("(")) {
    args = cursor.sees(")") ? [] : cursor.list(() => parseExpression(reading));
    cursor.expect(")");
  }
  const alias = cursor.alias();
  if (cursor.takes("INDEXED", "BY")) cursor.name();
  else cursor.takes("NOT", "INDEXED");
  return { kind: "table", name, isQualified, alias, args, start, end: cursor.end };
}
