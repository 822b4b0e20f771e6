/**
 * Proves what a prepared query gives and takes, or says what cannot be proven. It parses the statement, types it until
 * its parameters are known, and holds the result against SQLite's own account of the columns.
 */
import type { Problem } from "../problem.ts";
import { type Access, accessOf } from "./access.ts";
import type { Analysis, Parameter, Refusal, RelationColumn, Rows, Typed } from "./analysis.ts";
import type { Expression, Statement } from "./ast.ts";
import { ParseError } from "./cursor.ts";
import { inferSelect } from "./infer_select.ts";
import { inferStatement, type Outcome } from "./infer_statement.ts";
import { checkParameters, resolveParameters } from "./parameters.ts";
import { parseStatement } from "./parse_statement.ts";
import { problemAt } from "./position.ts";
import type { Prepared } from "./prepare.ts";
import type { ScannedQuery } from "./scan.ts";
import type { Schema } from "./schema.ts";

/** What is proven of a query. */
export interface Analyzed {
  readonly columns: readonly RelationColumn[];
  readonly rows: Rows;
  readonly writes: boolean;
  readonly access: Access;
  /** By name, without the mark in front. */
  readonly parameters: ReadonlyMap<string, Parameter>;
  readonly statement: Statement;
  /** What each expression was typed as. */
  readonly types: ReadonlyMap<Expression, Typed>;
}

/** Analyzes one query against the schema. */
export function analyzeQuery(query: ScannedQuery, prepared: Prepared, schema: Schema): Analyzed | Problem[] {
  const { source } = query;
  let statement: Statement;
  try {
    statement = parseStatement(query.tokens);
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    const message = `Rally cannot read the query "${query.name}", which SQLite accepts: ${error.message}`;
    return [problemAt(source, error.span.start, [message, "Write this part in a plainer way"])];
  }
  const { outcome, analysis } = inferUntilStable(statement, { schema, text: source.text, inferSelect });
  // A statement that is refused as a whole is not looked at any further.
  const refusals = analysis.refusals.length > 0 ? analysis.refusals : [
    ...checkParameters(analysis.uses),
    ...checkUnused(query, analysis),
    ...checkOrigins(outcome.columns, prepared),
  ];
  if (refusals.length > 0) {
    // What a recursive CTE is refused for is found in each of its rounds.
    const distinct = new Map(refusals.map((refusal) => [`${refusal.start} ${refusal.message}`, refusal]));
    return [...distinct.values()].map(({ start, message, hint }) =>
      problemAt(source, start, [`${message} (query "${query.name}")`, hint])
    );
  }
  const merged = [...analysis.merged].flatMap((origin) => origin === undefined ? [] : [origin]);
  const access = accessOf(statement, { accesses: prepared.accesses, merged, tokens: query.tokens, schema });
  return { ...outcome, access, parameters: analysis.parameters, statement, types: analysis.types };
}

type Fixed = Pick<Analysis, "schema" | "text" | "inferSelect">;

/** A pass learns the types of parameters from their places; the next one knows them where they are compared. */
function inferUntilStable(statement: Statement, fixed: Fixed): { outcome: Outcome; analysis: Analysis } {
  let parameters = new Map<string, Parameter>();
  // Every pass but the last types one more parameter at least, so a statement that needs more than these is none.
  for (let pass = 0;; pass++) {
    const analysis: Analysis = { ...fixed, parameters, uses: [], types: new Map(), refusals: [], merged: new Set() };
    const outcome = inferStatement(statement, analysis);
    const next = resolveParameters(analysis.uses);
    if (pass > MOST_PASSES || print(next) === print(parameters)) return { outcome, analysis };
    parameters = next;
  }
}

const MOST_PASSES = 20;

function print(parameters: ReadonlyMap<string, Parameter>): string {
  return JSON.stringify([...parameters]);
}

/** A parameter in a part that the analysis does not look at has no proof. */
function checkUnused(query: ScannedQuery, { uses }: Analysis): Refusal[] {
  const seen = new Set(uses.map((use) => use.name));
  const missed = query.tokens.find((token) => token.kind === "parameter" && !seen.has(token.text.slice(1)));
  if (missed === undefined) return [];
  const message = `Cannot prove the type of the parameter "${missed.text}" in this place`;
  return [{ start: missed.start, end: missed.end, message, hint: "Use it in WHERE, SET, VALUES or a CTE" }];
}

/**
 * SQLite knows which table column a plain result column comes from. Where the two accounts differ, this analysis has
 * read the statement wrongly, and nothing it says may be trusted.
 */
function checkOrigins(columns: readonly RelationColumn[], { columns: origins }: Prepared): Refusal[] {
  const start = columns[0]?.start ?? 0;
  const hint = "Write this part in a plainer way, e.g. columns by name instead of *";
  if (columns.length !== origins.length) {
    const message = `Rally reads ${columns.length} result columns, SQLite ${origins.length}`;
    return [{ start, end: start, message, hint }];
  }
  return columns.flatMap((column, at) => {
    const { origin } = column.typed;
    const other = origins[at];
    const isSame = origin?.table.toLowerCase() === other.table?.toLowerCase() &&
      origin?.column.toLowerCase() === other.column?.toLowerCase();
    // SQLite also tells an origin for subqueries and for the first arm of a UNION; never for a literal.
    if (isSame || (origin === undefined && column.expression?.kind !== "literal")) return [];
    const got = origin === undefined ? "an expression" : `${origin.table}.${origin.column}`;
    const said = other.table === null ? "an expression" : `${other.table}.${other.column}`;
    const message = `Rally reads "${column.name}" as ${got}, SQLite as ${said}`;
    return [{ start: column.start, end: column.end, message, hint }];
  });
}
