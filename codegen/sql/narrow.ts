/**
 * What a condition proves of the rows that fulfil it: columns that cannot be NULL there, and with them outer joins that
 * have found a row. `infer_select.ts` asks for WHERE and ON, `infer_expression.ts` for CASE.
 */
import type { Absence, Narrowing, Place, Scope } from "./analysis.ts";
import type { Expression } from "./ast.ts";
import { ruleOf } from "./function_rules.ts";
import { resolveColumn } from "./resolve.ts";
import type { Fact } from "./sources.ts";
import { type Inferred, maybe } from "./sql_type.ts";

/** How a condition came out. */
export type Outcome = "true" | "false" | "not true";

/**
 * What the facts prove of every row. The ON of an outer join holds where the join has found a row, which other facts may
 * prove: it is looked at again until nothing new comes.
 */
export function narrowByFacts(facts: readonly Fact[], scope: Scope): Narrowing {
  let narrowing = scope.narrowing;
  while (true) {
    const { matched } = narrowing;
    const holding = facts.filter(({ unless }) => unless.every((absence) => matched.has(absence)));
    const next = add(narrowing, holding.flatMap(({ condition }) => proven(condition, "true", scope)));
    if (next.values.size === narrowing.values.size && next.matched.size === narrowing.matched.size) return next;
    narrowing = next;
  }
}

/** The scope of an expression that is evaluated only where the condition came out like this. */
export function narrowed(scope: Scope, condition: Expression, outcome: Outcome): Scope {
  return { ...scope, narrowing: add(scope.narrowing, proven(condition, outcome, scope)) };
}

function add({ values, matched }: Narrowing, places: readonly Place[]): Narrowing {
  return {
    values: new Set<Inferred>([...values, ...places.map(({ known }) => known)]),
    matched: new Set<Absence>([...matched, ...places.flatMap(({ absences }) => absences)]),
  };
}

/** The columns that are not NULL where the condition came out like this. */
function proven(condition: Expression, outcome: Outcome, scope: Scope): Place[] {
  switch (condition.kind) {
    case "binary":
      if (condition.operator === "AND") return ofBoth(condition, outcome, { all: "true", scope });
      if (condition.operator === "OR") return ofBoth(condition, outcome, { all: "false", scope });
      if (condition.operator === "IS" || condition.operator === "IS NOT") return ofIs(condition, outcome, scope);
      break;
    case "unary":
      if (condition.operator !== "NOT") break;
      if (outcome !== "not true") return proven(condition.operand, outcome === "true" ? "false" : "true", scope);
      // A test for NULL is never NULL itself: what is not true is false.
      return condition.operand.kind === "null_test" ? proven(condition.operand, "true", scope) : [];
    case "null_test":
      return condition.negated === (outcome === "true") ? strictParts(condition.operand, scope) : [];
    case "in_select":
    case "in_table":
    case "in_list":
      // In an empty list there is nothing, not even NULL.
      return outcome === (condition.negated ? "false" : "true") ? strictParts(condition.operand, scope) : [];
  }
  return outcome === "not true" ? [] : strictParts(condition, scope);
}

type Binary = Extract<Expression, { kind: "binary" }>;

interface Connective {
  /** The outcome for which both operands must have come out like the whole. */
  readonly all: "true" | "false";
  readonly scope: Scope;
}

function ofBoth({ left, right }: Binary, outcome: Outcome, { all, scope }: Connective): Place[] {
  const [first, second] = [proven(left, outcome, scope), proven(right, outcome, scope)];
  const isAll = all === "true" ? outcome === "true" : outcome !== "true";
  if (isAll) return [...first, ...second];
  const joins = absencesOf(first).intersection(absencesOf(second));
  return [
    ...first.filter(({ known }) => second.some((other) => other.known === known)),
    // Different columns of one outer side: either proves that it is there.
    ...joins.size > 0 ? [{ known: NO_COLUMN, absences: [...joins] }] : [],
  ];
}

/** One for all: what is proven is looked at until it does not grow any more. */
const NO_COLUMN = maybe({ kind: "null" });

function absencesOf(places: readonly Place[]): Set<Absence> {
  return new Set(places.flatMap(({ absences }) => absences));
}

/** `x IS 5`, `x IS TRUE`; `IS NULL` is a test of its own. */
function ofIs({ operator, left, right }: Binary, outcome: Outcome, scope: Scope): Place[] {
  if ((operator === "IS") !== (outcome === "true")) return [];
  if (right.kind === "literal") return strictParts(left, scope);
  return left.kind === "literal" && left.type !== "null" ? strictParts(right, scope) : [];
}

/** The columns that make the whole expression NULL when they are. */
function strictParts(expression: Expression, scope: Scope): Place[] {
  switch (expression.kind) {
    case "column": {
      const found = resolveColumn(expression, scope);
      if (found.kind === "column") return [found.place];
      return found.kind === "alias" ? strictParts(found.expression, { ...found.scope, aliases: new Map() }) : [];
    }
    case "unary":
    case "collate":
    case "cast":
    case "between":
      return strictParts(expression.operand, scope);
    case "in":
      return expression.items.length > 0 ? strictParts(expression.operand, scope) : [];
    case "binary": {
      if (["AND", "OR", "IS", "IS NOT"].includes(expression.operator)) return [];
      return [expression.left, expression.right].flatMap((part) => strictParts(part, scope));
    }
    case "like":
      if (expression.operator !== "LIKE" && expression.operator !== "GLOB") return [];
      return expression.operands.flatMap((part) => strictParts(part, scope));
    case "call": {
      const isStrict = expression.over === undefined && ruleOf(expression.name, expression.args.length)?.strict;
      return isStrict ? expression.args.flatMap((part) => strictParts(part, scope)) : [];
    }
    default:
      return [];
  }
}
