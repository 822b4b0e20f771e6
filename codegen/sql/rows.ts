/**
 * Proves how many rows a SELECT gives: a unique key of every table is compared with something that is fixed, an
 * aggregate has no GROUP BY, LIMIT is 1. What is not proven is `many`.
 */
import type { Rows, Scope, Source } from "./analysis.ts";
import type { Call, Expression, Select, SelectCore } from "./ast.ts";
import { ruleOf } from "./function_rules.ts";
import { infer } from "./infer_expression.ts";
import { resolveColumn } from "./resolve.ts";
import type { KeyPart } from "./schema.ts";
import type { Fact } from "./sources.ts";
import { isNumeric } from "./sql_type.ts";
import { contains } from "./walk.ts";

/** The rows of a whole SELECT from those of its only core, or `many` for several. */
export function rowsOfSelect({ limit, offset }: Select, rows: Rows): Rows {
  const count = limit?.kind === "literal" ? Number(limit.text) : undefined;
  if (rows === "one") return limit === undefined || (count !== undefined && count > 0 && !offset) ? "one" : "optional";
  return count === 1 || count === 0 ? "optional" : rows;
}

/** The rows of one SELECT core. `facts` hold for every row of it. */
export function rowsOfCore(core: Extract<SelectCore, { kind: "select" }>, scope: Scope, facts: readonly Fact[]): Rows {
  if (scope.grouping === "all") return core.having === undefined ? "one" : "optional";
  if (scope.sources.length === 0) return core.where === undefined ? "one" : "optional";
  return areFixed(scope.sources, scope, facts) ? "optional" : "many";
}

/** Whether the facts leave at most one row of these sources together. */
export function areFixed(sources: readonly Source[], scope: Scope, facts: readonly Fact[]): boolean {
  const fixed = new Set<Source>();
  for (let before = -1; before < fixed.size;) {
    before = fixed.size;
    for (const source of sources) if (isFixed(source, { scope, facts, fixed })) fixed.add(source);
  }
  return fixed.size === sources.length;
}

interface Known {
  readonly scope: Scope;
  readonly facts: readonly Fact[];
  /** The sources that have at most one row already. */
  readonly fixed: ReadonlySet<Source>;
}

function isFixed(source: Source, known: Known): boolean {
  const { matched } = known.scope.narrowing;
  const absences = source.absences.filter((absence) => !matched.has(absence));
  // Whether an outer join finds a row depends on its other side.
  const decidedBy = absences.flatMap((absence) => absence.decidedBy);
  const fixedIds = new Set([...known.fixed].map(({ id }) => id));
  if (!decidedBy.every((id) => fixedIds.has(id))) return false;
  if (source.atMostOneRow) return true;
  const facts = known.facts.filter(({ unless }) => unless.every((one) => matched.has(one) || absences.includes(one)));
  return source.keys.some((key) =>
    key.every((part) => facts.some(({ condition }) => fixesPart(condition, source, { part, known })))
  );
}

/** Whether the condition is `part = something fixed`, in either order. */
function fixesPart(condition: Expression, source: Source, { part, known }: { part: KeyPart; known: Known }): boolean {
  if (condition.kind !== "binary" || condition.operator !== "=") return false;
  // A COLLATE in the comparison may find several rows that a unique key tells apart.
  if (contains(condition, ({ kind }) => kind === "collate")) return false;
  const { left, right } = condition;
  const collation = collationOf(left, known.scope) ?? collationOf(right, known.scope) ?? "BINARY";
  if (collation !== "BINARY" && collation !== part.collation) return false;
  return [[left, right], [right, left]].some(([column, other]) =>
    isPart(column, source, { part, known }) && isConstant(other, known) && keepsKey(column, other, known.scope)
  );
}

function isPart(column: Expression, source: Source, { part, known }: { part: KeyPart; known: Known }): boolean {
  if (column.kind !== "column") return false;
  const found = resolveColumn(column, known.scope);
  if (found.kind !== "column" || found.owner !== source) return false;
  const name = column.column.toLowerCase();
  const isOwn = source.columns.some((one) => one.name.toLowerCase() === name);
  return isOwn ? name === part.column : part.column === "rowid";
}

/** Whether it has one value for all rows of the source: it depends on parameters and on fixed sources only. */
function isConstant(expression: Expression, { scope, fixed }: Known): boolean {
  return !contains(expression, (part) => {
    switch (part.kind) {
      case "column": {
        const found = resolveColumn(part, scope);
        if (found.kind !== "column") return true;
        return found.scope === scope && (found.owner === undefined || !fixed.has(found.owner));
      }
      case "call":
        return isVolatile(part);
      case "subquery":
      case "exists":
      case "in_select":
      case "in_table":
        return true;
      default:
        return false;
    }
  });
}

function isVolatile({ name, args }: Call): boolean {
  const rule = ruleOf(name, args.length);
  return rule === undefined || rule.isVolatile === true;
}

/**
 * A comparison of a text key with a number turns each key into a number, so that '1' and '01' are both found: only the
 * other way round does uniqueness hold.
 */
function keepsKey(column: Expression, other: Expression, scope: Scope): boolean {
  if (other.kind === "parameter" || other.kind === "literal") return true;
  // A throw-away analysis: the parameters in here are counted where the condition stands.
  const aside: Scope = { ...scope, analysis: { ...scope.analysis, uses: [], refusals: [] } };
  const key = infer(column, aside).type;
  const value = infer(other, aside).type;
  return isNumeric(key) || (key.kind === value.kind && key.kind !== "unknown");
}

/** The collation that an operand brings into a comparison: a column's, also behind plus signs and CAST. */
function collationOf(expression: Expression, scope: Scope): string | undefined {
  if (expression.kind === "cast" || (expression.kind === "unary" && expression.operator === "+")) {
    return collationOf(expression.operand, scope);
  }
  if (expression.kind !== "column") return undefined;
  const found = resolveColumn(expression, scope);
  if (found.kind !== "column" || found.owner === undefined) return "UNKNOWN";
  const name = expression.column.toLowerCase();
  return found.owner.columns.find((column) => column.name.toLowerCase() === name)?.collation ?? "BINARY";
}
