/**
 * Says in words why an expression has its type and why it may be NULL, from what the analysis has found out about it and
 * its parts. Read by `rally sql explain`; nothing is decided here.
 */
import { isAggregate, type RelationColumn, type Typed } from "./analysis.ts";
import type { Analyzed } from "./analyze.ts";
import type { Call, Expression } from "./ast.ts";
import type { Column, Schema } from "./schema.ts";
import { printType } from "./sql_type.ts";
import { partsOf } from "./walk.ts";

/** What the reasons are read from. */
export interface Proof extends Pick<Analyzed, "types"> {
  readonly schema: Schema;
  /** The text of the file that the statement stands in. */
  readonly text: string;
}

/** Why a result column has its type, and why it may be NULL or not: `sum() gives INTEGER; over no rows it is NULL`. */
export function reasonOf({ expression, typed }: RelationColumn, proof: Proof): string {
  return [whyType(expression, typed, proof), whyNull(expression, typed, proof)].filter(Boolean).join("; ");
}

function whyType(expression: Expression | undefined, typed: Typed, proof: Proof): string {
  const type = printType(typed.type);
  const column = columnOf(typed, proof);
  if (column !== undefined) return `${column.table}.${column.name} is ${type}${column.nullable ? "" : " NOT NULL"}`;
  switch (expression?.kind) {
    case undefined:
    case "column":
      return `the query that it comes from gives ${type}`;
    case "call":
      return `${expression.name}() gives ${type}`;
    case "cast":
      return `CAST makes it ${type}`;
    case "case":
      return `its branches are ${type}`;
    case "binary":
    case "unary":
      return `${expression.operator} gives ${type}`;
    case "subquery":
      return `the subquery gives ${type}`;
    case "parameter":
      return `the parameter is ${type}`;
    case "literal":
      return `it is written as ${type}`;
    default:
      return `it is ${type}`;
  }
}

function whyNull(expression: Expression | undefined, typed: Typed, proof: Proof): string {
  const column = columnOf(typed, proof);
  if (column !== undefined) return whyColumnIsNull(column, typed.nullable);
  if (expression === undefined || expression.kind === "column") {
    return typed.nullable ? "there it may be NULL, or there may be no row" : "";
  }
  if (!typed.nullable) return whyNeverNull(expression, proof);
  const part = partsOf(expression).find((one) => proof.types.get(one)?.nullable);
  switch (expression.kind) {
    case "literal":
      return "";
    case "subquery":
      return "without a row it is NULL";
    case "case":
      if (expression.otherwise === undefined) return "without an ELSE it may be NULL";
      break;
    case "call":
      if (part === undefined || isAggregate(expression)) return whyCallIsNull(expression, part !== undefined);
      break;
    case "binary":
      if (part === undefined) return `${expression.operator} may give NULL, as a division by zero does`;
  }
  return part === undefined ? "it may be NULL" : `NULL when ${textOf(part, proof)} is: ${whyPartIsNull(part, proof)}`;
}

function whyPartIsNull(part: Expression, proof: Proof): string {
  const typed = proof.types.get(part);
  return typed === undefined ? "it may be" : whyNull(part, typed, proof) || "it is written so";
}

function whyColumnIsNull({ nullable }: OriginColumn, mayBeNull: boolean): string {
  if (!mayBeNull) return nullable ? "a condition proves that it is not NULL here" : "";
  return nullable ? "NULL may be stored in it" : "there may be no row that it comes from, and then it is NULL";
}

function whyCallIsNull(call: Call, hasNulls: boolean): string {
  if (isAggregate(call)) return `${call.name}() of no rows${hasNulls ? ", or of NULLs alone," : ""} is NULL`;
  return call.over === undefined ? `${call.name}() may give NULL` : `${call.name}() is NULL where its frame has no row`;
}

function whyNeverNull(expression: Expression, { types, text, schema }: Proof): string {
  if (expression.kind === "literal") return "";
  const parts = partsOf(expression);
  if (parts.length === 0 || expression.kind === "null_test") return "never NULL";
  if (parts.every((part) => types.get(part)?.nullable !== true)) {
    return expression.kind === "call" && isAggregate(expression) && expression.name.toLowerCase() !== "count"
      ? "every group has a row, and none of its values is NULL"
      : "none of its parts may be NULL";
  }
  if (expression.kind === "call" && ["coalesce", "ifnull"].includes(expression.name.toLowerCase())) {
    const last = parts.find((part) => types.get(part)?.nullable === false);
    if (last !== undefined) return `${textOf(last, { types, text, schema })} stands in for NULL`;
  }
  return "never NULL, whatever its parts are";
}

interface OriginColumn extends Column {
  readonly table: string;
}

function columnOf({ origin }: Typed, { schema }: Proof): OriginColumn | undefined {
  if (origin === undefined) return undefined;
  const table = schema.tables.get(origin.table.toLowerCase());
  const column = table?.columns.find(({ name }) => name.toLowerCase() === origin.column.toLowerCase());
  return table && column && { ...column, table: table.name };
}

function textOf({ start, end }: Expression, { text }: Proof): string {
  return text.slice(start, end).split(/\s+/).join(" ");
}
