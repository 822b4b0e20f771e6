/**
 * Gives columns and parameters the types that the header lines of a query name: `-- bigint: total`, `-- date: :day`,
 * `-- json: prefs Prefs from ../prefs.ts`. What is proven of the value itself has to fit.
 */
import type { Problem } from "../problem.ts";
import type { Field, KnownType } from "./check.ts";
import { isReserved, wordOf } from "./names.ts";
import { problemAt } from "./position.ts";
import type { Header, ScannedQuery } from "./scan.ts";
import { isTextual } from "./sql_type.ts";

/** The result columns and the parameters of one query. */
export interface Fields {
  readonly columns: readonly Field[];
  readonly parameters: readonly Field[];
}

/** The fields with the types that the query's header lines give them. */
export function annotate(query: ScannedQuery, fields: Fields, problems: Problem[]): Fields {
  let { columns, parameters } = fields;
  for (const header of query.annotations) {
    const refuse = (message: string, hint: string) =>
      problems.push(problemAt(query.source, header.start, [message, hint]));
    const [target = "", ...schema] = header.value.split(" ");
    const isParameter = target.startsWith(":");
    const label = isParameter ? target.slice(1) : target;
    const list = isParameter ? parameters : columns;
    const field = list.find((one) => one.label === label);
    if (field === undefined) {
      const what = isParameter ? "parameter" : "result column";
      const marked = list.map((one) => isParameter ? `:${one.label}` : one.label);
      refuse(
        `The line "-- ${header.key}: ${header.value}" names no ${what} of query "${query.name}"`,
        marked.length > 0 ? `Name one of: ${marked.join(", ")}` : `The query has no ${what}: leave the line out`,
      );
      continue;
    }
    const type = annotatedType(header, { field, schema });
    if (typeof type === "string") {
      refuse(`The line "-- ${header.key}: ${header.value}" does not fit: ${type}`, HINTS[header.key]);
      continue;
    }
    const annotated = list.map((one) => one === field ? { ...field, type } : one);
    if (isParameter) parameters = annotated;
    else columns = annotated;
  }
  return { columns, parameters };
}

const HINTS: Readonly<Record<string, string>> = {
  bigint: "Write CAST(… AS INTEGER) in the statement, or leave the line out",
  date: "Write CAST(… AS TEXT) in the statement, or leave the line out",
  timestamp: "Write CAST(… AS TEXT) in the statement, or leave the line out",
  json: "Write it so: -- json: prefs Prefs from ../prefs.ts, for a column of type TEXT",
};

interface Annotated {
  readonly field: Field;
  /** `Prefs from ../prefs.ts` */
  readonly schema: readonly string[];
}

/** The type, or why it cannot be had. */
function annotatedType({ key }: Header, { field: { label, type }, schema }: Annotated): KnownType | string {
  const is = `"${label}" is ${type.kind.toUpperCase()}`;
  const [name, from, path, ...more] = schema;
  switch (key) {
    case "bigint":
      return type.kind === "integer" ? { kind: "bigint" } : `${is}, and only an INTEGER can be a bigint`;
    case "date":
    case "timestamp":
      return isText(type) ? { kind: key } : `${is}, and a ${key} is TEXT`;
    default:
      if (!isText(type)) return `${is}, and JSON is TEXT`;
      if (from !== "from" || path === undefined || more.length > 0) return "it does not say which schema of which file";
      if (wordOf(name) !== name || isReserved(name) || name[0] === name[0].toLowerCase()) {
        return `"${name}" is no name of a schema`;
      }
      return { kind: "json", name, path };
  }
}

function isText(type: KnownType): boolean {
  return type.kind !== "bigint" && type.kind !== "json" && isTextual(type);
}
