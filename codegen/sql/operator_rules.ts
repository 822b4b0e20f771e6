/**
 * The type of each operator from the types of its operands. `infer_expression.ts` infers the operands and asks here.
 */
import type { Expression } from "./ast.ts";
import { whyNoNumber } from "./function_rule.ts";
import { BOOLEAN, type Inferred, INTEGER, isNumeric, maybe, REAL, type SqlType, TEXT, unknown } from "./sql_type.ts";

/** `= <> < <= > >=`, LIKE, IN, BETWEEN, AND, OR: NULL when an operand is. */
export function comparisonOf(operands: readonly Inferred[]): Inferred {
  return { type: BOOLEAN, nullable: operands.some((operand) => operand.nullable) };
}

/**
 * `+ - * / %`: whole numbers stay whole, one REAL makes all REAL. Division by zero gives NULL, so a quotient is never
 * NULL only when its divisor is a literal other than zero.
 */
export function arithmeticOf(operator: string, operands: readonly Inferred[], divisor: Expression): Inferred {
  const nullable = operands.some((operand) => operand.nullable) ||
    (operator === "/" && literalSize(divisor) === 0) ||
    // The remainder is of whole numbers: 0.5 counts as zero.
    (operator === "%" && literalSize(divisor) < 1);
  const type = operands.map((operand) => operand.type).reduce(sumOf, INTEGER);
  return { type, nullable };
}

/** `& | << >> ~`: always a whole number. */
export function bitsOf(operands: readonly Inferred[]): Inferred {
  return { type: INTEGER, nullable: operands.some((operand) => operand.nullable) };
}

/** `||`: whatever it joins comes out as text. */
export function concatOf(operands: readonly Inferred[]): Inferred {
  return { type: TEXT, nullable: operands.some((operand) => operand.nullable) };
}

/** `->` and `->>`. */
export function jsonOf(operator: string): Inferred {
  return operator === "->" ? maybe(TEXT) : unknown("its type depends on the JSON document");
}

function sumOf(left: SqlType, right: SqlType): SqlType {
  if (left.kind === "unknown" || left.kind === "null") return left;
  if (right.kind === "unknown" || right.kind === "null") return right;
  if (!isNumeric(right)) return { kind: "unknown", why: whyNoNumber(right) };
  return left.kind === "real" || right.kind === "real" ? REAL : INTEGER;
}

/** The absolute value of a literal; zero for everything else. */
function literalSize(expression: Expression): number {
  if (expression.kind === "unary" && (expression.operator === "-" || expression.operator === "+")) {
    return literalSize(expression.operand);
  }
  if (expression.kind !== "literal" || (expression.type !== "integer" && expression.type !== "real")) return 0;
  return Number(expression.text.replaceAll("_", ""));
}
