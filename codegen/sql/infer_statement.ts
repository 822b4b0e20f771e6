/**
 * Types a whole statement: what it gives back, and what the parameters are that it writes. `analyze.ts` repeats it until
 * the parameters are known.
 */
import {
  type Analysis,
  type RelationColumn,
  rootScope,
  type Rows,
  type Scope,
  settle,
  settleNulls,
  type Source,
  type Typed,
} from "./analysis.ts";
import type { Assignment, Delete, Expression, Insert, Statement, Update } from "./ast.ts";
import { infer, inferCondition } from "./infer_expression.ts";
import { inferColumns, inferSelect, withCtes } from "./infer_select.ts";
import { refuseUnstorable } from "./impossible_constant.ts";
import { areFixed } from "./rows.ts";
import type { Column, Table } from "./schema.ts";
import { type Fact, joinSources, tableSource } from "./sources.ts";
import { conjuncts } from "./walk.ts";

/** What a statement gives. */
export interface Outcome {
  readonly columns: readonly RelationColumn[];
  readonly rows: Rows;
  readonly writes: boolean;
}

/** Types a statement once. */
export function inferStatement(statement: Statement, analysis: Analysis): Outcome {
  const root = rootScope(analysis);
  if (statement.kind === "select") return { ...inferSelect(statement.select, root), writes: false };
  const scope = withCtes(statement.ctes, root);
  const table = analysis.schema.tables.get(statement.table.toLowerCase());
  if (table === undefined) return refuseTarget(statement, analysis);
  switch (statement.kind) {
    case "insert":
      return inferInsert(statement, table, scope);
    case "update":
      return inferUpdate(statement, table, scope);
    case "delete":
      return inferDelete(statement, table, scope);
    default:
      return statement satisfies never;
  }
}

function inferInsert(statement: Insert, table: Table, scope: Scope): Outcome {
  const { source, upserts } = statement;
  const { analysis } = scope;
  const target = tableSource(table, statement.alias);
  const columns = statement.columns?.map((name) => columnNamed(table, name)) ??
    table.columns.filter(({ generated, hidden }) => !generated && !hidden);
  const relation = source && inferSelect(source, scope);
  relation?.columns.forEach((value, at) => store(value, { column: columns[at], table, isNew: true, analysis }));
  refuseMissing(statement, { table, named: source === undefined ? [] : columns, analysis });
  const excluded: Source = { ...tableSource(table, "excluded"), onlyQualified: true };
  const conflict: Scope = { ...scope, sources: [target, excluded] };
  for (const upsert of upserts) {
    for (const expression of upsert.target) infer(expression, { ...scope, sources: [target] });
    for (const assignment of upsert.assignments) assign(assignment, table, conflict);
    if (upsert.where !== undefined) inferCondition(upsert.where, conflict);
  }
  const returned = inferColumns(statement.returning, { ...scope, sources: [target] });
  return { columns: returned, rows: rowsOfInsert(statement, table, relation?.rows ?? "one"), writes: true };
}

/** A row may be left out in silence: by OR IGNORE, DO NOTHING, a DO UPDATE with a condition, or the table itself. */
function rowsOfInsert({ orIgnore, upserts }: Insert, { maySkipRows }: Table, rows: Rows): Rows {
  const skips = orIgnore || maySkipRows ||
    upserts.some(({ assignments, where }) => assignments.length === 0 || where !== undefined);
  return rows === "one" && skips ? "optional" : rows;
}

function inferUpdate(statement: Update, table: Table, scope: Scope): Outcome {
  const { assignments, from, where } = statement;
  const target = tableSource(table, statement.alias);
  const joined = from && joinSources(from, scope);
  const inside: Scope = { ...scope, sources: [target, ...joined?.sources ?? []] };
  for (const arg of joined?.args ?? []) infer(arg, inside);
  for (const condition of joined?.conditions ?? []) inferCondition(condition, inside);
  for (const assignment of assignments) assign(assignment, table, inside);
  if (where !== undefined) inferCondition(where, inside);
  const columns = inferColumns(statement.returning, { ...scope, sources: [target] });
  // Each row of the target is changed once, whatever it is joined with.
  const facts = conjuncts(where).map((condition) => ({ condition, unless: [] }));
  return { columns, rows: rowsOfTarget(target, inside, facts), writes: true };
}

function inferDelete(statement: Delete, table: Table, scope: Scope): Outcome {
  const target = tableSource(table, statement.alias);
  const inside: Scope = { ...scope, sources: [target] };
  if (statement.where !== undefined) inferCondition(statement.where, inside);
  const columns = inferColumns(statement.returning, inside);
  const facts = conjuncts(statement.where).map((condition) => ({ condition, unless: [] }));
  return { columns, rows: rowsOfTarget(target, inside, facts), writes: true };
}

function rowsOfTarget(target: Source, scope: Scope, facts: readonly Fact[]): Rows {
  return areFixed([target], scope, facts) ? "optional" : "many";
}

/** `SET a = …` or `SET (a, b) = (…)`. */
function assign({ columns: names, value }: Assignment, table: Table, scope: Scope): void {
  const { analysis } = scope;
  const targets = names.map((name) => ({ column: columnNamed(table, name), table, isNew: false, analysis }));
  const stored = (expression: Expression): Stored => ({ expression, typed: infer(expression, scope) });
  if (names.length === 1 && value.kind !== "row") return store(stored(value), targets[0]);
  if (value.kind === "row") return value.items.forEach((item, at) => store(stored(item), targets[at]));
  if (value.kind !== "subquery") return void infer(value, scope);
  const relation = inferSelect(value.select, scope);
  relation.columns.forEach((column, at) => store(column, targets[at]));
}

interface Stored {
  readonly typed: Typed;
  readonly expression?: Expression;
}

interface Target {
  readonly column: Column | undefined;
  readonly table: Table;
  /** Whether the row is inserted: only then SQLite chooses a number for a NULL. */
  readonly isNew: boolean;
  readonly analysis: Analysis;
}

/** A parameter that is written has the column's type, and takes NULL where the column does. */
function store({ typed, expression }: Stored, { column, table, isNew, analysis }: Target): void {
  if (column === undefined) return;
  const place = `stored in ${table.name}.${column.name}`;
  if (column.type.kind !== "unknown") settle(typed, { type: column.type, strength: "context", place });
  settleNulls(typed, (isNew ? column.acceptsNull : column.nullable) ? "stored" : "refused");
  if (expression !== undefined) refuseUnstorable(expression, column, { table, analysis });
}

interface Inserted {
  readonly table: Table;
  readonly named: readonly (Column | undefined)[];
  readonly analysis: Analysis;
}

/** An INSERT that leaves out a column which has to have a value fails for every row. */
function refuseMissing({ start, end }: Insert, { table, named, analysis }: Inserted): void {
  const missing = table.columns.filter((column) => column.isRequired && !named.includes(column)).map(({ name }) =>
    name
  );
  if (missing.length === 0) return;
  analysis.refusals.push({
    start,
    end,
    message: `Cannot insert into ${table.name} without ${missing.join(", ")}: NOT NULL, and there is no DEFAULT`,
    hint: "Name it in the INSERT with a value, or give it a DEFAULT in db/migrations",
  });
}

function columnNamed(table: Table, name: string): Column | undefined {
  const key = name.toLowerCase();
  return table.columns.find((column) => column.name.toLowerCase() === key);
}

function refuseTarget(statement: Insert | Update | Delete, analysis: Analysis): Outcome {
  analysis.refusals.push({
    start: statement.start,
    end: statement.end,
    message: `Cannot prove the types of a write to "${statement.table}": it is not a table`,
    hint: "Write to the table itself: what a view's trigger stores is not known here",
  });
  return { columns: [], rows: "many", writes: true };
}
