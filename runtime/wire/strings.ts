/**
 * Strings of an address, converted by the types of a schema's leaves and then parsed by the schema: the parameters of
 * a path and of a query. On the server only.
 *
 * @module
 */
import type { ParamSchemas } from "../page/contract.ts";
import type { FieldProblems } from "../page/result.ts";
import { convertText, itemOf, leafOf, notCanonical } from "../schema/text.ts";
import { inside, type Schema } from "../schema/zod_def.ts";

/** Parsed parameters, or what is wrong with each. */
export type ParsedStrings =
  | { readonly ok: true; readonly values: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly fields: FieldProblems };

/** Strings by name; a list for a parameter that repeats, or catches all parts of a path. */
export type Strings = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * Parses the parameters of a path or of a query. A string that is not the canonical spelling of its type stays a
 * string, which its schema refuses (or catches). What is missing is `undefined` to its schema, and the empty list to
 * that of a list. Strings without a schema are ignored.
 */
export function parseStrings(schemas: ParamSchemas, strings: Strings): ParsedStrings {
  const values: [string, unknown][] = [];
  const fields: [string, readonly string[]][] = [];
  for (const [name, schema] of Object.entries(schemas)) {
    const given = Object.hasOwn(strings, name) ? strings[name] : undefined;
    const parsed = schema.safeParse(valueOf(inside(schema), given));
    if (parsed.success) values.push([name, parsed.data]);
    else fields.push([name, parsed.error.issues.map((issue) => issue.message)]);
  }
  if (fields.length) return { ok: false, fields: Object.fromEntries(fields) };
  return { ok: true, values: Object.fromEntries(values) };
}

/** Parses a query, without `?`. Only what the schemas name is looked at. */
export function parseQuery(schemas: ParamSchemas, query: string): ParsedStrings {
  const given = new URLSearchParams(query);
  const strings = Object.keys(schemas).map((name) => {
    const all = given.getAll(name);
    return [name, all.length > 1 ? all : all[0]] as const;
  });
  return parseStrings(schemas, Object.fromEntries(strings));
}

function valueOf(schema: Schema, given: Strings[string]): unknown {
  const item = itemOf(schema);
  if (item) return [given ?? []].flat().map((text) => converted(item, text));
  return typeof given === "string" ? converted(schema, given) : given;
}

function converted(schema: Schema, text: string): unknown {
  const leaf = leafOf(schema);
  const value = leaf ? convertText(leaf, text) : text;
  return value === notCanonical ? text : value;
}
