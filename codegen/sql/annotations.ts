/**
 * Gives columns and parameters the types that the header lines of a query name: `-- bigint: total`, `-- date: :day`,
 * `-- json: prefs Prefs from ../prefs.ts`. What is proven of the value itself has to fit.
 */
import { readDate, readTimestamp } from "../../db/query_types.ts";
import type { Problem } from "../problem.ts";
import type { Field, KnownType } from "./check.ts";
import { isReserved, wordOf } from "./names.ts";
import { problemAt } from "./position.ts";
import type { Header, ScannedQuery } from "./scan.ts";

/** The result columns and the parameters of one query. */
export interface Fields {
  readonly columns: readonly Field[];
  readonly parameters: readonly Field[];
}

/** The fields with the types that the query's header lines give them. `refused` holds the columns without a type. */
export function annotate(
  query: ScannedQuery,
  { refused, ...fields }: Fields & { readonly refused: ReadonlySet<string> },
  problems: Problem[],
): Fields {
  let { columns, parameters } = fields;
  const annotated = new Set<string>();
  for (const header of query.annotations) {
    const line = `The line "-- ${header.key}: ${header.value}"`;
    const refuse = (message: string, hint: string) =>
      problems.push(problemAt(query.source, header.start, [message, hint]));
    const [target = "", ...schema] = header.value.split(" ");
    const isParameter = target.startsWith(":");
    const label = isParameter ? target.slice(1) : target;
    const list = isParameter ? parameters : columns;
    const field = list.find((one) => one.label === label);
    const what = isParameter ? "parameter" : "result column";
    if (field === undefined) {
      if (!isParameter && refused.has(label)) continue;
      const marked = list.map((one) => isParameter ? `:${one.label}` : one.label);
      refuse(
        `${line} names no ${what} of query "${query.name}"`,
        marked.length > 0 ? `Name one of: ${marked.join(", ")}` : `The query has no ${what}: leave the line out`,
      );
      continue;
    }
    if (annotated.has(target)) {
      refuse(`${line} gives the ${what} "${label}" a second type`, "Keep one of its lines");
      continue;
    }
    annotated.add(target);
    const type = annotatedType(header, { field, schema });
    if (typeof type === "string") {
      refuse(`${line} does not fit: ${type}`, hintFor(header.key, field, isParameter));
      continue;
    }
    const typed = list.map((one) => one === field ? { ...field, type } : one);
    if (isParameter) parameters = typed;
    else columns = typed;
  }
  return { columns, parameters };
}

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
      if (type.kind !== "text") return type.kind === key ? type : `${is}, and only TEXT can be a ${key}`;
      return unreadable(type, key, label) ?? { kind: key };
    default:
      if (type.kind !== "text") return `${is}, and only TEXT can be JSON`;
      if (from !== "from" || path === undefined || more.length > 0) return "it does not say which schema of which file";
      if (wordOf(name) !== name || isReserved(name) || name[0] === name[0].toLowerCase()) {
        return `"${name}" is no name of a schema`;
      }
      return unreadable(type, "JSON", label) ?? { kind: "json", name, path };
  }
}

const READERS = {
  date: (text: string) => readDate(text, "", ""),
  timestamp: (text: string) => readTimestamp(text, "", ""),
  JSON: (text: string) => JSON.parse(text),
};

/** Why an enumerated text cannot be read so. */
function unreadable(
  { values = [] }: KnownType & { kind: "text" },
  key: keyof typeof READERS,
  label: string,
): string | undefined {
  const wrong = values.find((value) => {
    try {
      READERS[key](value);
      return false;
    } catch {
      return true;
    }
  });
  return wrong === undefined ? undefined : `"${label}" can be '${wrong}', which is no ${key}`;
}

function hintFor(key: string, { label, type }: Field, isParameter: boolean): string {
  if (key === "json") {
    const isPlain = type.kind === "text" && type.values === undefined;
    return isPlain
      ? "Write it so: -- json: prefs Prefs from ../prefs.ts"
      : "Leave the line out: JSON stands in a column of free TEXT";
  }
  const written = (call: string) => isParameter ? call.replace("…", `:${label}`) : `${call} AS ${label}`;
  if (key === "bigint") return `Convert it in the statement, ${written("CAST(… AS INTEGER)")}, or leave the line out`;
  const call = key === "date" ? "date" : "datetime";
  switch (type.kind) {
    // A parameter is converted into what it is compared with, a column into what it is read as.
    case "date":
    case "timestamp": {
      const wanted = isParameter ? type.kind === "date" ? "date" : "datetime" : call;
      return `Leave the line out, or convert it in the statement: ${written(`${wanted}(…)`)}`;
    }
    case "integer": {
      const converted = written(isParameter ? "unixepoch(…)" : `${call}(…, 'unixepoch')`);
      return `Leave the line out; if it counts seconds since 1970, convert it in the statement: ${converted}`;
    }
    default:
      return "Leave the line out";
  }
}
