/**
 * Strings from outside, converted by the types of a schema's leaves and then parsed by the schema: the parameters of
 * a path, a query, the fields of a posted form. On the server only.
 *
 * @module
 */
import type { z } from "zod";
import type { ParamSchemas } from "../page/contract.ts";
import type { FieldProblems } from "../page/result.ts";
import { fieldProblems } from "./field_problems.ts";
import { choiceOf, convertText, itemOf, type Leaf, leafOf, notCanonical } from "./text.ts";
import { inside, type Schema } from "./zod_def.ts";

/** Parsed parameters, or what is wrong with each. */
export type ParsedStrings =
  | { readonly ok: true; readonly values: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly fields: FieldProblems };

/** A parsed value, or what is wrong with each of its fields. */
export type Parsed = { readonly ok: true; readonly value: unknown } | {
  readonly ok: false;
  readonly fields: FieldProblems;
};

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

/**
 * Parses the fields of a posted form by the schema of an action's input.
 *
 * People type freely, so spellings are not compared here; blanks around numbers and dates are dropped:
 * - a number takes what an `<input type="number">` may hold, a bigint takes digits with leading zeros;
 * - a date takes ISO 8601 and what date inputs give (`2026-07-01`, `2026-07-01T20:15`), read as UTC;
 * - a boolean is a checkbox: `on` or `true`, `false`, and `false` when the field is missing (`undefined` when the
 *   schema is optional without a default);
 * - an empty string in the place of anything but a string means that nothing was entered: `undefined` when the schema
 *   is optional or has a default, else `null` when it is nullable, else a problem. In the place of a string it is
 *   `undefined` when that is optional, `null` when it is nullable, else itself.
 *
 * What cannot be converted is left as it is, and the schema says what is wrong with it. Fields that the schema does not
 * name are ignored.
 */
export function parseForm(schema: z.ZodType, form: Readonly<Record<string, string>>): Parsed {
  const shape = shapeOf(inside(schema), form);
  if (!shape) return { ok: false, fields: { "": ["Invalid input: this action takes no fields"] } };
  const input: [string, unknown][] = [];
  for (const [name, field] of Object.entries(shape)) {
    const value = fieldValue(field, Object.hasOwn(form, name) ? form[name] : undefined);
    if (value !== undefined) input.push([name, value]);
  }
  const parsed = schema.safeParse(Object.fromEntries(input));
  return parsed.success ? { ok: true, value: parsed.data } : { ok: false, fields: fieldProblems(parsed.error.issues) };
}

/** The fields of an object schema; of a union the first member whose choices agree with the form. */
function shapeOf(schema: Schema, form: Readonly<Record<string, string>>): Readonly<Record<string, Schema>> | undefined {
  const { def } = schema._zod;
  if (def.shape) return def.shape;
  if (def.type === "union") {
    const shapes = (def.options ?? []).map((option) => shapeOf(option, form));
    return shapes.find((shape) => shape && agrees(shape, form)) ?? shapes.find((shape) => shape);
  }
  const inner = def.innerType ?? def.in ?? def.getter?.();
  return inner && shapeOf(inner, form);
}

function agrees(shape: Readonly<Record<string, Schema>>, form: Readonly<Record<string, string>>): boolean {
  return Object.entries(shape).every(([name, field]) => {
    const leaf = leafOf(field);
    return leaf?.type !== "choice" || choiceOf(leaf, form[name] ?? "") !== notCanonical;
  });
}

function fieldValue(field: Schema, text: string | undefined): unknown {
  const leaf = leafOf(field);
  if (!leaf) return text;
  if (text === undefined) return leaf.type === "boolean" && !leaf.optional ? false : undefined;
  if (text === "" && choiceOf(leaf, text) === notCanonical) return emptyValue(leaf);
  const value = leaf.type === "string" ? text : typedValue(leaf, text.trim());
  return value === notCanonical ? text : value;
}

function emptyValue(leaf: Leaf): unknown {
  if (leaf.optional || leaf.defaulted && leaf.type !== "string") return undefined;
  if (leaf.nullable) return null;
  return leaf.type === "string" ? "" : undefined;
}

/** What a person may write for a value that is no string. */
function typedValue(leaf: Leaf, text: string): unknown {
  switch (leaf.type) {
    case "number":
      return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : notCanonical;
    case "bigint":
      return /^[+-]?\d+$/.test(text) ? BigInt(text.replace("+", "")) : notCanonical;
    case "boolean":
      return text === "on" || convertText(leaf, text);
    case "date":
      return dateOf(text);
    case "string":
    case "choice":
      return convertText(leaf, text);
  }
}

function dateOf(text: string): unknown {
  if (!/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?$/.test(text)) return notCanonical;
  const date = new Date(/T.*(Z|[+-]\d\d:\d\d)$|^[^T]*$/.test(text) ? text : `${text}Z`);
  return isNaN(date.getTime()) ? notCanonical : date;
}
