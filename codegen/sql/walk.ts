/**
 * Goes through the parts of an expression without entering its subqueries. `infer_select.ts` looks for aggregates with
 * it, `rows.ts` for the tables that an expression depends on.
 */
import type { Expression } from "./ast.ts";

/** Whether the expression, or one of its parts outside of subqueries, passes the test. */
export function contains(expression: Expression, test: (part: Expression) => boolean): boolean {
  return test(expression) || partsOf(expression).some((part) => contains(part, test));
}

/** The operands joined by AND: each of them is true where the whole is. */
export function conjuncts(condition: Expression | undefined): Expression[] {
  if (condition === undefined) return [];
  if (condition.kind !== "binary" || condition.operator !== "AND") return [condition];
  return [...conjuncts(condition.left), ...conjuncts(condition.right)];
}

/** The parts of an expression, without those of its subqueries. */
export function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "literal":
    case "parameter":
    case "column":
    case "exists":
    case "subquery":
      return [];
    case "unary":
    case "collate":
    case "cast":
    case "in_select":
    case "in_list":
    case "null_test":
      return [expression.operand];
    case "binary":
      return [expression.left, expression.right];
    case "call": {
      const { args, filter, orderBy, over } = expression;
      return [...args, ...(filter ? [filter] : []), ...orderBy, ...over?.expressions ?? []];
    }
    case "case": {
      const { subject, branches, otherwise } = expression;
      const ends = [subject, otherwise].filter((end) => end !== undefined);
      return [...ends, ...branches.flatMap(({ when, then }) => [when, then])];
    }
    case "between":
      return [expression.operand, expression.low, expression.high];
    case "in":
      return [expression.operand, ...expression.items];
    case "in_table":
      return [expression.operand, ...expression.args];
    case "like":
      return expression.operands;
    case "row":
      return expression.items;
    default:
      return expression satisfies never;
  }
}
