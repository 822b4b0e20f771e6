/**
 * Finds texts that a column can never be, because a CHECK lists all that it can: a comparison with it would silently find
 * nothing, and a write of it would always fail. `infer_expression.ts` asks for every comparison, `infer_statement.ts` for
 * every value that is stored.
 */
import { type Scope, textOf, type Typed } from "./analysis.ts";
import type { Expression } from "./ast.ts";
import type { Column, Table } from "./schema.ts";
import { printType } from "./sql_type.ts";
import { contains } from "./walk.ts";

/** One side of a comparison. */
export interface Side {
  readonly expression: Expression;
  readonly typed: Typed;
}

/** Refuses the statement when one side is a text that is not among the values of the other. */
export function refuseImpossible(sides: readonly [Side, Side], scope: Scope): void {
  // Another collation may find 'a' for 'A'.
  if (sides.some(({ expression }) => contains(expression, ({ kind }) => kind === "collate"))) return;
  refuseConstant(sides[0], sides[1], scope);
  refuseConstant(sides[1], sides[0], scope);
}

function refuseConstant({ expression }: Side, other: Side, { analysis }: Scope): void {
  if (expression.kind !== "literal" || expression.type !== "text") return;
  const { type, weak } = other.typed;
  if (weak || type.kind !== "text" || type.values === undefined || type.values.includes(expression.text)) return;
  const text = textOf(other.expression, analysis);
  analysis.refusals.push({
    start: expression.start,
    end: expression.end,
    message: `Cannot compare ${text} with '${expression.text}', which it never is: it is ${printType(type)}`,
    hint: expression.text === ""
      ? `Write ${text} IS NULL where no value is meant`
      : "Correct the text, or allow it in the CHECK of the column",
  });
}

/** Refuses the statement when it stores a text that the column's CHECK does not allow. */
export function refuseUnstorable(expression: Expression, column: Column, { table, analysis }: StoredIn): void {
  const { type, collation } = column;
  if (expression.kind !== "literal" || expression.type !== "text" || collation !== "BINARY") return;
  if (type.kind !== "text" || type.values === undefined || type.values.includes(expression.text)) return;
  analysis.refusals.push({
    start: expression.start,
    end: expression.end,
    message: `Cannot store '${expression.text}' in ${table.name}.${column.name}, which takes ${printType(type)}`,
    hint: "Correct the text, or allow it in the CHECK of the column",
  });
}

interface StoredIn {
  readonly table: Table;
  readonly analysis: Scope["analysis"];
}
