/**
 * What the queries of one folder have to agree on: the columns of a row type that several return, and where a schema
 * that several name comes from.
 */
import type { Problem } from "../problem.ts";
import type { Field, QueryModel } from "./check.ts";
import { problemAt } from "./position.ts";
import { spell } from "./type_script.ts";
import { IMPORTED_TYPES, namesOf } from "./write_queries.ts";

/** Queries of one folder that contradict each other. */
export function checkShared(models: readonly QueryModel[]): Problem[] {
  return [...checkRows(models), ...checkSchemas(models)];
}

function checkRows(models: readonly QueryModel[]): Problem[] {
  return [...Map.groupBy(models, ({ rowName }) => rowName)].flatMap(([rowName, [first, ...others]]) =>
    others.flatMap(({ query, columns }) => {
      const difference = differenceOf(first.columns, columns);
      if (query.returns === undefined || difference === undefined) return [];
      const message = `The queries "${first.query.name}" and "${query.name}" return ${rowName}, but ${difference}`;
      const hint = "Give both the same columns, types and names in the same order, or two row types";
      return [problemAt(query.source, query.returns.start, [message, hint])];
    })
  );
}

function differenceOf(left: readonly Field[], right: readonly Field[]): string | undefined {
  if (left.length !== right.length) return `one has ${left.length} columns and the other ${right.length}`;
  for (const [at, field] of left.entries()) {
    const [one, other] = [print(field), print(right[at])];
    if (one !== other) return `column ${at + 1} is ${one} in one and ${other} in the other`;
  }
}

function print(field: Field): string {
  return `"${field.property}: ${spell(field.type, "").type}${field.nullable ? " | null" : ""}"`;
}

function checkSchemas(models: readonly QueryModel[]): Problem[] {
  const paths = new Map<string, string>();
  const taken = new Set([...IMPORTED_TYPES, "Uint8Array", ...models.flatMap((one) => [...namesOf(one), one.rowName])]);
  return models.flatMap(({ query, columns, parameters }) =>
    [...columns, ...parameters].flatMap(({ type, label }) => {
      if (type.kind !== "json") return [];
      const start = query.annotations.find(({ value }) => value.replace(":", "").split(" ")[0] === label)?.start ??
        query.tokens[0].start;
      if (taken.has(type.name)) {
        const message =
          `The schema ${type.name} of query "${query.name}" has a name that queries.ts uses for something else`;
        return [problemAt(query.source, start, [message, "Export it under another name"])];
      }
      const path = paths.get(type.name) ?? type.path;
      paths.set(type.name, path);
      if (path === type.path) return [];
      const message =
        `The schema ${type.name} of query "${query.name}" comes from two files: "${path}" and "${type.path}"`;
      return [problemAt(query.source, start, [message, "Export one of them under another name"])];
    })
  );
}
