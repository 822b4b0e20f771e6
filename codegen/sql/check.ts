/**
 * Turns what is proven of a query into what is written for it: names for TypeScript, declared against inferred
 * cardinality. What has no type or no name ends here.
 */
import type { Problem } from "../problem.ts";
import type { Access } from "./access.ts";
import type { Span } from "./ast.ts";
import type { Analyzed } from "./analyze.ts";
import { annotate } from "./annotations.ts";
import { isReserved, typeOfWord, wordOf } from "./names.ts";
import { problemAt } from "./position.ts";
import type { Prepared } from "./prepare.ts";
import type { Cardinality, ScannedQuery } from "./scan.ts";
import type { SqlType, Unknown } from "./sql_type.ts";

/** One query as its function is written. */
export interface QueryModel {
  readonly query: ScannedQuery;
  /** `listGames` */
  readonly name: string;
  /** `ListGames`, before `Row` and `Params`. */
  readonly typeName: string;
  /** `ListGamesRow`, or the type that it shares with other queries. */
  readonly rowName: string;
  readonly sql: string;
  readonly writes: boolean;
  readonly access: Access;
  readonly cardinality: Cardinality;
  /** Whether several rows are impossible, so that the first one is the answer. */
  readonly single: boolean;
  /** In the order of their positions. */
  readonly parameters: readonly Field[];
  readonly columns: readonly Field[];
}

/** A property of a row or of the parameters. */
export interface Field {
  /** `homeScore` */
  readonly property: string;
  /** `home_score` */
  readonly label: string;
  readonly type: KnownType;
  readonly nullable: boolean;
  /** A parameter that takes an array of it. */
  readonly isList?: boolean;
}

/** A type that has a value in TypeScript. */
export type KnownType =
  | Exclude<SqlType, Unknown | { readonly kind: "null" }>
  | { readonly kind: "bigint" }
  /** A zod schema by its name, and the file that exports it. */
  | { readonly kind: "json"; readonly name: string; readonly path: string };

/** Checks one analyzed query. */
export function checkQuery(query: ScannedQuery, prepared: Prepared, analyzed: Analyzed): QueryModel | Problem[] {
  const problems: Problem[] = [];
  const name = wordOf(query.name);
  if (name === undefined || isReserved(name) || name[0] !== name[0].toLowerCase()) {
    const message = `Cannot name a function after "${query.name}"`;
    return [problemAt(query.source, query.tokens[0].start, [message, hintForName(query.name, name)])];
  }
  const named = analyzed.columns.map((column, at) => ({ column, label: prepared.columns[at].name }));
  checkLabels(query, named, problems);
  const typed = named.flatMap((one) => checkColumn(query, one, problems));
  const untyped = new Set(named.map(({ label }) => withoutMark(label)));
  for (const { label } of typed) untyped.delete(label);
  const { columns, parameters } = annotate(query, {
    columns: typed,
    parameters: prepared.parameters.flatMap((label) => checkParameter(query, { label, analyzed }, problems)),
    refused: untyped,
  }, problems);
  checkParameterNames(query, parameters, problems);
  const cardinality = checkCardinality(query, analyzed, problems);
  checkReturns(query, columns, problems);
  checkSlow(query, analyzed, problems);
  if (problems.length > 0) return problems;
  const typeName = typeOfWord(name);
  const rowName = query.returns?.value ?? `${typeName}Row`;
  const single = analyzed.rows !== "many";
  return {
    query,
    name,
    typeName,
    rowName,
    sql: prepared.sql,
    writes: analyzed.writes,
    access: analyzed.access,
    cardinality,
    single,
    parameters,
    columns,
  };
}

function hintForName(name: string, word: string | undefined): string {
  if (word !== undefined && isReserved(word)) return "It is a word of TypeScript: choose another name";
  if (name.includes(" ")) return "A name is one word; how many rows it gives is a line of its own: -- one";
  return "Use small letters, digits and underscores, beginning with a letter: list_games";
}

interface Named {
  readonly column: Analyzed["columns"][number];
  /** The name that SQLite gives it. */
  readonly label: string;
}

function checkColumn(query: ScannedQuery, { column, label: alias }: Named, problems: Problem[]): Field[] {
  const { source } = query;
  const { start, typed } = column;
  const mark = alias.at(-1);
  const label = withoutMark(alias);
  // A column of a star is called by its name.
  const text = column.expression === undefined ? label : sourceOf(column.expression, source.text);
  const { type } = typed;
  if (type.kind === "unknown" || type.kind === "null") {
    const why = type.kind === "null" ? "it is NULL" : type.why;
    const message = `Cannot prove the type of "${text}" in query "${query.name}": ${why}`;
    const plain = wordOf(label) === undefined ? "name" : label;
    // A CAST that proves nothing is not put into another one.
    const converted = column.expression?.kind === "cast" ? sourceOf(column.expression.operand, source.text) : text;
    const hint = `Write CAST(${converted} AS INTEGER) AS ${plain}, or AS TEXT, REAL, BLOB or BOOLEAN; ` +
      `if it is never NULL, name it "${plain}!"`;
    problems.push(problemAt(source, start, [message, hint]));
    return [];
  }
  const property = wordOf(label);
  if (property === undefined) {
    const message = `The result column "${label}" of query "${query.name}" has no name for a property`;
    problems.push(problemAt(source, start, [message, `Name it: ${text} AS total`]));
    return [];
  }
  const nullable = mark === "!" ? false : mark === "?" ? true : typed.nullable;
  return [{ property, label, type, nullable }];
}

/** `total` for `total!`. */
function withoutMark(alias: string): string {
  return alias.endsWith("!") || alias.endsWith("?") ? alias.slice(0, -1) : alias;
}

function sourceOf({ start, end }: Span, text: string): string {
  return text.slice(start, end).split(/\s+/).join(" ");
}

interface Bound {
  readonly label: string;
  readonly analyzed: Analyzed;
}

function checkParameter(query: ScannedQuery, { label, analyzed }: Bound, problems: Problem[]): Field[] {
  const found = analyzed.parameters.get(label);
  if (found === undefined || found.type.kind === "unknown" || found.type.kind === "null") return [];
  const property = wordOf(label);
  const { type, nullable, isList } = found;
  if (property !== undefined) return [{ property, label, type, nullable, ...isList && { isList } }];
  const token = query.tokens.find(({ kind, text }) => kind === "parameter" && text.slice(1) === label);
  const message = `The parameter "${label}" of query "${query.name}" has no name for a property`;
  problems.push(problemAt(query.source, token?.start ?? 0, [message, "Use letters, digits and underscores: :team_id"]));
  return [];
}

/** No two result columns become one property. */
function checkLabels(query: ScannedQuery, columns: readonly Named[], problems: Problem[]): void {
  const seen = new Map<string, string>();
  for (const { column: { start, expression }, label: alias } of columns) {
    const label = withoutMark(alias);
    const property = wordOf(label);
    if (property === undefined) continue;
    const other = seen.get(property);
    seen.set(property, label);
    if (other === undefined) continue;
    const message = twoOf("result columns", query, { property, labels: [other, label] });
    const hint = expression === undefined
      ? "Write the columns out instead of the star, and give one of the two another name with AS"
      : `Give it another name: ${sourceOf(expression, query.source.text)} AS other_${label}`;
    problems.push(problemAt(query.source, start, [message, hint]));
  }
}

function checkParameterNames(query: ScannedQuery, parameters: readonly Field[], problems: Problem[]): void {
  const seen = new Map<string, Field>();
  for (const field of parameters) {
    const other = seen.get(field.property);
    seen.set(field.property, field);
    if (other === undefined) continue;
    const message = twoOf("parameters", query, { property: field.property, labels: [other.label, field.label] });
    problems.push(problemAt(query.source, query.tokens[0].start, [message, "Write both the same way"]));
  }
}

interface Same {
  readonly property: string;
  readonly labels: readonly [string, string];
}

function twoOf(what: string, { name }: ScannedQuery, { property, labels: [first, second] }: Same): string {
  return `Two ${what} of query "${name}" have the name "${property}": "${first}" and "${second}"`;
}

function checkReturns({ returns, source, name }: ScannedQuery, columns: readonly Field[], problems: Problem[]): void {
  if (returns === undefined) return;
  const { value, start } = returns;
  const isType = wordOf(value) === value && value[0] === value[0].toUpperCase() && value.endsWith("Row");
  if (isType && columns.length > 0) return;
  const [message, hint] = isType
    ? [`says that it returns ${value}, but gives no rows`, "Add RETURNING, or leave the line out"]
    : [`returns "${value}", which is no name of a row type`, "Write a name that ends in Row: -- returns: GameRow"];
  problems.push(problemAt(source, start, [`The query "${name}" ${message}`, hint]));
}

function checkSlow({ slow, source, name }: ScannedQuery, { writes }: Analyzed, problems: Problem[]): void {
  if (slow === undefined || !writes) return;
  const message = `The query "${name}" is declared slow, but writes: only reads can run beside the others`;
  problems.push(problemAt(source, slow, [message, "Leave the line out; a write has the one connection that writes"]));
}

function checkCardinality(query: ScannedQuery, analyzed: Analyzed, problems: Problem[]): Cardinality {
  const { columns, rows } = analyzed;
  const inferred = columns.length === 0 ? "exec" : rows;
  const declared = query.cardinality ?? inferred;
  if (declared === "each") return checkEach(query, analyzed, problems);
  if ((declared === "exec") === (inferred === "exec")) return declared;
  const [message, hint] = declared === "exec"
    ? ["is declared exec, but gives rows", "Leave out RETURNING, or the line -- exec"]
    : [`is declared ${declared}, but gives no rows`, "Add RETURNING, or write -- exec"];
  problems.push(problemAt(query.source, query.tokens[0].start, [`The query "${query.name}" ${message}`, hint]));
  return declared;
}

function checkEach(query: ScannedQuery, { writes, parameters }: Analyzed, problems: Problem[]): Cardinality {
  const [message, hint] = !writes
    ? ["is to run for each item, but only reads", "Leave out -- each; WHERE id IN :ids reads by several values at once"]
    : ["is to run for each item, but takes no parameters", "Write what differs as parameters: VALUES (:name, :score)"];
  if (!writes || parameters.size === 0) {
    problems.push(problemAt(query.source, query.tokens[0].start, [`The query "${query.name}" ${message}`, hint]));
  }
  return "each";
}
