/**
 * Types the columns of a SELECT: its CTEs, every arm of a compound, the sources of each FROM. Subqueries come back here
 * from `infer_expression.ts` through {@linkcode Analysis.inferSelect}.
 */
import {
  isAggregate,
  NO_NARROWING,
  type Open,
  type Relation,
  type RelationColumn,
  type Scope,
  settle,
  textOf,
  type Typed,
} from "./analysis.ts";
import type { Cte, Expression, ResultColumn, Select, SelectCore } from "./ast.ts";
import { infer, inferCondition } from "./infer_expression.ts";
import { narrowByFacts } from "./narrow.ts";
import { rowsOfCore, rowsOfSelect } from "./rows.ts";
import { inferredIn, placeOf } from "./resolve.ts";
import { joinSources } from "./sources.ts";
import { INTEGER, join, TEXT, unknown } from "./sql_type.ts";
import { together } from "./together.ts";
import { conjuncts, contains } from "./walk.ts";

/** Types a SELECT inside of `parent`; at the top of a statement that is an empty scope. */
export function inferSelect(select: Select, parent: Scope): Relation {
  const scope = withCtes(select.ctes, parent);
  const arms = select.cores.map((core) => inferCore(core, scope, select.cores.length === 1 ? select.orderBy : []));
  for (const count of [select.limit, select.offset]) {
    if (count === undefined) continue;
    settle(infer(count, scope), { type: INTEGER, strength: "context", place: "as a LIMIT or OFFSET" });
  }
  if (arms.length === 1) return { ...arms[0], rows: rowsOfSelect(select, arms[0].rows) };
  const columns = arms[0].columns.map((column, at) => ({
    ...column,
    typed: joinArms(arms.map((arm) => arm.columns[at])),
  }));
  return { columns, rows: rowsOfSelect(select, "many") };
}

/** The scope with these CTEs in sight. Each is typed once, also when nothing refers to it. */
export function withCtes(ctes: readonly Cte[], parent: Scope): Scope {
  if (ctes.length === 0) return parent;
  const known = new Map(parent.ctes);
  const scope: Scope = { ...parent, ctes: known };
  for (const cte of ctes) known.set(cte.name.toLowerCase(), relationOf(cte, scope));
  for (const cte of ctes) known.get(cte.name.toLowerCase())?.();
  return scope;
}

/** The columns of SELECT and RETURNING, `*` written out. */
export function inferColumns(columns: readonly ResultColumn[], scope: Scope): RelationColumn[] {
  return columns.flatMap((column): RelationColumn[] => {
    if (column.kind === "star") return expandStar(column, scope);
    const { expression, alias, start, end } = column;
    const name = alias ?? nameOfExpression(expression, scope);
    return [{ name, typed: infer(expression, scope), expression, start, end }];
  });
}

/** A recursive CTE starts from nothing and is typed again until its columns stay the same. */
function relationOf(cte: Cte, scope: Scope): () => Relation {
  let done: Relation | undefined;
  let current: Relation | undefined;
  let running = false;
  return () => {
    if (done !== undefined) return done;
    if (running) return current ??= startOf(cte, scope);
    running = true;
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const next = rename(cte, inferSelect(cte.select, scope));
      if (current === undefined || printRelation(next) === printRelation(current)) return done = next;
      current = next;
    }
    const typed = unknown(`the columns of ${cte.name} depend on each other`);
    return done = { columns: current?.columns.map((column) => ({ ...column, typed })) ?? [], rows: "many" };
  };
}

/** Each round makes a type wider or a column nullable; real queries need three. */
const MOST_ROUNDS = 40;

/** The columns before any row is there: of no type and never NULL, so that the first arm decides. */
function startOf(cte: Cte, scope: Scope): Relation {
  const aside: Scope = { ...scope, analysis: { ...scope.analysis, uses: [], refusals: [] } };
  const { columns } = inferCore(cte.select.cores[0], withCtes(cte.select.ctes, aside), []);
  const nothing: Typed = { type: { kind: "null" }, nullable: false };
  return rename(cte, { columns: columns.map((column) => ({ ...column, typed: nothing })), rows: "many" });
}

function rename({ columns: names }: Cte, { columns, rows }: Relation): Relation {
  return { columns: columns.map((column, at) => ({ ...column, name: names?.[at] ?? column.name })), rows };
}

function printRelation({ columns }: Relation): string {
  return JSON.stringify(columns.map(({ typed: { type, nullable } }) => [type, nullable]));
}

function joinArms(columns: readonly RelationColumn[]): Typed {
  const { operands, open, weak } = together(columns.map(({ name, typed }) => ({ typed, text: name })));
  return { ...join(operands), open, weak };
}

function inferCore(core: SelectCore, outer: Scope, orderBy: readonly Expression[]): Relation {
  if (core.kind === "values") return inferValues(core.rows, outer);
  // Subqueries in FROM do not see their neighbours, only the queries around.
  const joined = core.from === undefined ? undefined : joinSources(core.from, outer);
  const scope: Scope = {
    ...outer,
    parent: outer,
    sources: joined?.sources ?? [],
    aliases: aliasesOf(core.columns),
    grouping: groupingOf(core, orderBy),
    narrowing: NO_NARROWING,
    everyRow: NO_NARROWING,
    windows: core.windows,
  };
  // Rows are looked at one by one in these; only the result is of groups.
  const rowScope: Scope = { ...scope, grouping: "none" };
  for (const arg of joined?.args ?? []) infer(arg, rowScope);
  for (const condition of joined?.conditions ?? []) inferCondition(condition, rowScope);
  if (core.where !== undefined) inferCondition(core.where, rowScope);
  for (const group of core.groupBy) infer(group, rowScope);
  const facts = [...joined?.facts ?? [], ...conjuncts(core.where).map((condition) => ({ condition, unless: [] }))];
  const everyRow = narrowByFacts(facts, rowScope);
  // HAVING looks at the row of each group that plain columns come from, aggregates at all of them.
  const having = scope.grouping === "grouped" ? conjuncts(core.having) : [];
  const grouped: Scope = { ...scope, narrowing: everyRow, everyRow };
  const narrowing = narrowByFacts(having.map((condition) => ({ condition, unless: [] })), grouped);
  const result: Scope = { ...grouped, narrowing };
  if (core.having !== undefined) inferCondition(core.having, result);
  const windows = [...core.windows.values()].flatMap(({ expressions }) => expressions);
  for (const expression of windows) infer(expression, result);
  for (const expression of orderBy) refuseFixedOrder(expression, infer(expression, result), result);
  const columns = inferColumns(core.columns, { ...result, aliases: new Map() });
  return { columns, rows: rowsOfCore(core, grouped, facts) };
}

/** `ORDER BY :column` orders by a value that is the same for every row. */
function refuseFixedOrder(expression: Expression, typed: Typed, { analysis }: Scope): void {
  const ordered = expression.kind === "cast" ? expression.operand : expression;
  if (ordered.kind !== "parameter") return;
  settle(typed, { type: TEXT, strength: "hint", place: "in ORDER BY" });
  const text = textOf(ordered, analysis);
  analysis.refusals.push({
    start: expression.start,
    end: expression.end,
    message: `Cannot order by ${text}: a parameter is a value, not a column, and the same for every row`,
    hint: `Choose in the statement: ORDER BY CASE ${text} WHEN 'name' THEN name END`,
  });
}

function inferValues(rows: readonly (readonly Expression[])[], scope: Scope): Relation {
  const typed = rows.map((row) => row.map((expression) => ({ typed: infer(expression, scope), expression })));
  const columns = typed[0].map(({ expression }, at): RelationColumn => {
    const cells = typed.map((row) => row[at].typed);
    // The cells of one column are typed by what they are stored into, not by each other.
    const open = cells.flatMap((cell): readonly Open[] => cell.open ?? []);
    const { start, end } = expression;
    const weak = cells.every((cell) => cell.weak);
    return { name: `column${at + 1}`, typed: { ...join(cells), open, weak }, expression, start, end };
  });
  return { columns, rows: rows.length === 1 ? "one" : "many" };
}

function groupingOf(core: Extract<SelectCore, { kind: "select" }>, orderBy: readonly Expression[]): Scope["grouping"] {
  if (core.groupBy.length > 0) return "grouped";
  const results = core.columns.flatMap((column) => column.kind === "expression" ? [column.expression] : []);
  const all = [...results, ...orderBy, ...(core.having ? [core.having] : [])];
  const isGrouping = (part: Expression) => part.kind === "call" && (isAggregate(part) || groups(part.over?.base));
  // An aggregate in the WINDOW clause counts where the window is used.
  const groups = (name: string | undefined): boolean => {
    const window = name === undefined ? undefined : core.windows.get(name);
    return window !== undefined &&
      (groups(window.base) || window.expressions.some((part) => contains(part, isGrouping)));
  };
  return core.having !== undefined || all.some((one) => contains(one, isGrouping)) ? "all" : "none";
}

function aliasesOf(columns: readonly ResultColumn[]): Map<string, Expression> {
  const aliases = new Map<string, Expression>();
  for (const column of columns) {
    if (column.kind !== "expression" || column.alias === undefined) continue;
    if (!aliases.has(column.alias.toLowerCase())) aliases.set(column.alias.toLowerCase(), column.expression);
  }
  return aliases;
}

function expandStar({ table, start, end }: Extract<ResultColumn, { kind: "star" }>, scope: Scope): RelationColumn[] {
  const isBare = table === undefined;
  const sources = scope.sources.filter((source) => isBare || source.name === table.toLowerCase());
  const { analysis } = scope;
  for (const { columns, others } of sources) {
    if (columns.length > 0 || others?.type.kind !== "unknown") continue;
    const message = `Cannot prove the columns of "${textOf({ start, end }, analysis)}": ${others.type.why}`;
    analysis.refusals.push({ start, end, message, hint: "Name each with its type: CAST(name AS TEXT) AS name" });
  }
  return sources.flatMap((source) =>
    source.columns
      .filter(({ hidden, merged }) => !hidden && (!isBare || !merged))
      .map((column) => {
        const typed = inferredIn(scope, placeOf(source, column, isBare));
        return { name: column.name, typed, start, end };
      })
  );
}

/** SQLite's own rule: a column keeps its name, everything else is called by its text. */
function nameOfExpression(expression: Expression, scope: Scope): string {
  return expression.kind === "column" ? expression.column : textOf(expression, scope.analysis);
}
