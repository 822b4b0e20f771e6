/**
 * Proves the type and the nullability of an expression, and collects what it says about parameters. The rules of the
 * operators and functions are in `operator_rules.ts` and `function_rules.ts`; here is which operand meets which.
 */
import { calculated, type Relation, type Scope, settle, settleNulls, textOf, type Typed } from "./analysis.ts";
import type { Expression } from "./ast.ts";
import { inferCall } from "./infer_call.ts";
import { refuseImpossible } from "./impossible_constant.ts";
import { narrowed } from "./narrow.ts";
import { arithmeticOf, bitsOf, comparisonOf, concatOf, jsonOf } from "./operator_rules.ts";
import { inferredIn, resolveColumn } from "./resolve.ts";
import {
  BLOB,
  BOOLEAN,
  certain,
  type Inferred,
  INTEGER,
  join,
  REAL,
  type SqlType,
  TEXT,
  typeOfDeclaration,
  unknown,
} from "./sql_type.ts";
import { together } from "./together.ts";

type Of<Kind extends Expression["kind"]> = Extract<Expression, { kind: Kind }>;

/** Types an expression in its scope. */
export function infer(expression: Expression, scope: Scope): Typed {
  const typed = typeOf(expression, scope);
  scope.analysis.types.set(expression, typed);
  return typed;
}

function typeOf(expression: Expression, scope: Scope): Typed {
  switch (expression.kind) {
    case "literal":
      return literal(expression);
    case "parameter":
      return parameter(expression, scope);
    case "column":
      return column(expression, scope);
    case "unary":
      return unary(expression, scope);
    case "binary":
      return binary(expression, scope);
    case "collate":
      return { ...infer(expression.operand, scope), origin: undefined };
    case "cast":
      return cast(expression, scope);
    case "call":
      return inferCall(expression, scope, { infer, inferCondition });
    case "case":
      return caseOf(expression, scope);
    case "between":
      return comparisonOf(inferTogether([expression.operand, expression.low, expression.high], scope).operands);
    case "in":
      return inItems(expression, scope);
    case "in_list":
      return inList(expression, scope);
    case "in_select":
      return inSelect(expression.operand, scope.analysis.inferSelect(expression.select, scope), scope);
    case "in_table":
      return inTable(expression, scope);
    case "null_test":
      settleNulls(infer(expression.operand, scope), "tested");
      return certain(BOOLEAN);
    case "like":
      return like(expression, scope);
    case "exists":
      scope.analysis.inferSelect(expression.select, scope);
      return certain(BOOLEAN);
    case "subquery":
      return subquery(scope.analysis.inferSelect(expression.select, scope));
    case "row":
      for (const item of expression.items) infer(item, scope);
      return unknown("it is a row of several values");
    default:
      return expression satisfies never;
  }
}

/** Types a condition: a parameter that is one by itself is a boolean. */
export function inferCondition(expression: Expression, scope: Scope): Typed {
  const typed = infer(expression, scope);
  settle(typed, { type: BOOLEAN, strength: "hint", place: "as a condition" });
  return typed;
}

function literal({ type, text }: Of<"literal">): Typed {
  const weak = true;
  switch (type) {
    case "null":
      return { type: { kind: "null" }, nullable: true, weak };
    case "integer":
      // A number that needs more than 64 bits is REAL; one in hexadecimal digits is refused by SQLite.
      return { ...certain(BigInt(text.replaceAll("_", "")) >= 2n ** 63n && !isHex(text) ? REAL : INTEGER), weak };
    case "real":
      return { ...certain(REAL), weak };
    case "text":
      return { ...certain({ kind: "text", values: [text] }), weak };
    case "blob":
      return { ...certain(BLOB), weak };
    case "boolean":
      return { ...certain(BOOLEAN), weak };
    default:
      return type satisfies never;
  }
}

function isHex(text: string): boolean {
  return text.toLowerCase().startsWith("0x");
}

function parameter({ name, start, end }: Of<"parameter">, { analysis }: Scope, isList = false): Typed {
  const use = { name: name.slice(1), start, end, evidence: [], isList, nulls: "plain" as const };
  analysis.uses.push(use);
  const known = analysis.parameters.get(use.name);
  const open = [{ use, direct: true }];
  return { ...(known ?? { ...unknown(`the type of ${name} is not known`), nullable: false }), open };
}

function column(expression: Of<"column">, scope: Scope): Typed {
  const found = resolveColumn(expression, scope);
  if (found.kind === "column") return inferredIn(found.scope, found.place);
  if (found.kind === "alias") return infer(found.expression, { ...found.scope, aliases: new Map() });
  return unknown(found.why);
}

function unary({ operator, operand }: Of<"unary">, scope: Scope): Typed {
  if (operator === "NOT") return comparisonOf([inferCondition(operand, scope)]);
  if (operator === "~") {
    const typed = infer(operand, scope);
    settle(typed, { type: INTEGER, strength: "hint", place: "behind ~" });
    return bitsOf([typed]);
  }
  const typed = infer(operand, scope);
  // A plus sign changes nothing at all, a minus sign calculates.
  if (operator === "+") return { ...typed, origin: undefined };
  const zero: Expression = { kind: "literal", type: "integer", text: "0", start: 0, end: 0 };
  return { ...arithmeticOf("-", [typed], zero), open: calculated(typed.open), weak: typed.weak };
}

function binary(expression: Of<"binary">, scope: Scope): Typed {
  const { operator, left, right } = expression;
  switch (operator) {
    case "AND":
    case "OR":
      return comparisonOf([inferCondition(left, scope), inferCondition(right, scope)]);
    case "+":
    case "-":
    case "*":
    case "/":
    case "%": {
      const { operands, open, weak } = inferTogether([left, right], scope, { arithmetic: true });
      return { ...arithmeticOf(operator, operands, right), open: calculated(open), weak };
    }
    case "&":
    case "|":
    case "<<":
    case ">>":
      return bitsOf(hinted([left, right], scope, INTEGER));
    case "||":
      return concatOf(hinted([left, right], scope, TEXT));
    case "->":
    case "->>":
      hinted([left, right], scope, TEXT);
      return jsonOf(operator);
    default:
      return comparison(expression, scope);
  }
}

function comparison({ operator, left, right }: Of<"binary">, scope: Scope): Typed {
  if (left.kind === "row") return rowComparison(left, right, scope);
  const { operands } = inferTogether([left, right], scope);
  const sides = [left, right].map((side, at) => ({ expression: side, typed: operands[at] }));
  refuseImpossible([sides[0], sides[1]], scope);
  if (operator !== "IS" && operator !== "IS NOT") return comparisonOf(operands);
  // `col IS :x` finds the rows without a value too, if there can be any.
  if (operands[1].nullable) settleNulls(operands[0], "tested");
  if (operands[0].nullable) settleNulls(operands[1], "tested");
  return certain(BOOLEAN);
}

/** `(a, b) = (c, d)`, `(a, b) = (SELECT c, d)`, `(a, b) IN (…)`: position by position. */
function rowComparison(left: Of<"row">, right: Expression, scope: Scope): Typed {
  if (right.kind === "row") {
    const pairs = left.items.map((item, at) => inferTogether([item, right.items[at]], scope).operands);
    return comparisonOf(pairs.flat());
  }
  if (right.kind === "subquery") return inSelect(left, scope.analysis.inferSelect(right.select, scope), scope);
  infer(right, scope);
  return comparisonOf([unknown("")]);
}

function inSelect(operand: Expression, relation: Relation, scope: Scope): Typed {
  const items = operand.kind === "row" ? operand.items : [operand];
  const all = items.flatMap((item, at) => {
    const text = relation.columns[at]?.name ?? "";
    const sides = [operandOf(item, scope), { typed: relation.columns[at]?.typed ?? unknown(""), text }];
    return together(sides).operands;
  });
  return comparisonOf(all);
}

function inItems({ operand, items }: Pick<Of<"in">, "operand" | "items">, scope: Scope): Typed {
  const { operands } = inferTogether([operand, ...items], scope);
  const [first, ...others] = [operand, ...items].map((expression, at) => ({ expression, typed: operands[at] }));
  for (const other of others) refuseImpossible([first, other], scope);
  return comparisonOf(operands);
}

/** `IN :ids`: the items have the operand's type and are never NULL. */
function inList({ operand, list }: Of<"in_list">, scope: Scope): Typed {
  const items = { typed: parameter(list, scope, true), text: textOf(list, scope.analysis) };
  return comparisonOf(together([operandOf(operand, scope), items]).operands);
}

function inTable({ operand, table, isQualified, args }: Of<"in_table">, scope: Scope): Typed {
  for (const arg of args) infer(arg, scope);
  const star = { kind: "star" as const, start: operand.start, end: operand.end };
  const named = { kind: "table" as const, name: table, isQualified };
  const from = { ...named, args: args.length > 0 ? [] : undefined, start: 0, end: 0 };
  const core = { kind: "select" as const, columns: [star], from, groupBy: [], windows: new Map(), start: 0, end: 0 };
  const select = { ctes: [], cores: [core], orderBy: [], start: 0, end: 0 };
  return inSelect(operand, scope.analysis.inferSelect(select, scope), scope);
}

function like({ operator, operands }: Of<"like">, scope: Scope): Typed {
  const typed = operands.map((operand) => infer(operand, scope));
  for (const one of typed) settle(one, { type: TEXT, strength: "context", place: `in ${operator}` });
  // MATCH and REGEXP are whatever a virtual table or an extension makes of them.
  return operator === "LIKE" || operator === "GLOB" ? comparisonOf(typed) : comparisonOf([unknown("")]);
}

function cast({ operand, type: declared }: Of<"cast">, scope: Scope): Typed {
  const typed = infer(operand, scope);
  const type = typeOfDeclaration(declared);
  settle(typed, { type, strength: "cast", place: "as CAST says" });
  const why = `CAST AS ${declared} gives numbers and texts`;
  if (type.kind === "unknown") return { ...unknown(why), nullable: typed.nullable };
  return { type, nullable: typed.nullable, open: typed.open?.map((one) => ({ ...one, fixed: true })) };
}

function caseOf({ subject, branches, otherwise }: Of<"case">, scope: Scope): Typed {
  const operands: { typed: Typed; text: string }[] = [];
  // Each branch is reached only where no condition before it was true.
  let here = scope;
  for (const { when, then } of branches) {
    if (subject === undefined) inferCondition(when, here);
    operands.push(operandOf(then, subject === undefined ? narrowed(here, when, "true") : here));
    if (subject === undefined) here = narrowed(here, when, "not true");
  }
  if (subject !== undefined) inItems({ operand: subject, items: branches.map(({ when }) => when) }, scope);
  if (otherwise !== undefined) operands.push(operandOf(otherwise, here));
  const { operands: ends, open, weak } = together(operands);
  const { type, nullable } = join(ends);
  return { type, nullable: nullable || otherwise === undefined, open, weak };
}

/** A subquery that finds no row is NULL. */
function subquery({ columns, rows }: Relation): Typed {
  if (columns.length !== 1) return unknown("it is a row of several values");
  const [{ typed }] = columns;
  return { ...typed, nullable: typed.nullable || rows !== "one", origin: undefined, outer: undefined };
}

function inferTogether(expressions: readonly Expression[], scope: Scope, options?: { readonly arithmetic?: boolean }) {
  return together(expressions.map((expression) => operandOf(expression, scope)), options);
}

function operandOf(expression: Expression, scope: Scope): { typed: Typed; text: string } {
  return { typed: infer(expression, scope), text: textOf(expression, scope.analysis) };
}

/** Operands that are one type whatever stands beside them, unless a parameter's other places say more. */
function hinted(expressions: readonly Expression[], scope: Scope, type: SqlType): Inferred[] {
  return expressions.map((expression) => {
    const { typed, text } = operandOf(expression, scope);
    settle(typed, { type, strength: "hint", place: `as ${text} is calculated with` });
    return typed;
  });
}
