/** Finds queries that take every column of a table: what they give changes with the next migration. */
import type { Problem } from "../problem.ts";
import type { From, ResultColumn, Statement } from "./ast.ts";
import { problemAt } from "./position.ts";
import type { ProvenQuery } from "./prove.ts";
import type { Schema } from "./schema.ts";

/** A problem for each `*` that stands for the columns of a table or a view. */
export function adviseStars({ model: { query }, analyzed }: ProvenQuery, schema: Schema): Problem[] {
  return starsOf(analyzed.statement, schema).map(({ start }) => {
    const message = `The query "${query.name}" takes every column: a migration that adds one changes its row`;
    return problemAt(query.source, start, [message, `Name what is needed: ${namesOf(analyzed.columns)}`]);
  });
}

function starsOf(statement: Statement, schema: Schema): ResultColumn[] {
  if (statement.kind !== "select") return statement.returning.filter(({ kind }) => kind === "star");
  return statement.select.cores.flatMap((core) => {
    if (core.kind !== "select" || core.from === undefined || !takesFromTable(core.from, schema)) return [];
    return core.columns.filter(({ kind }) => kind === "star");
  });
}

/** A subquery or a CTE names its columns itself. */
function takesFromTable(from: From, schema: Schema): boolean {
  switch (from.kind) {
    case "table":
      return schema.tables.has(from.name.toLowerCase()) || schema.views.has(from.name.toLowerCase());
    case "select":
      return false;
    case "join":
      return takesFromTable(from.left, schema) || takesFromTable(from.right, schema);
    default:
      return from satisfies never;
  }
}

function namesOf(columns: readonly { readonly name: string }[]): string {
  return columns.map(({ name }) => name).join(", ");
}
