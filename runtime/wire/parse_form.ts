/**
 * The fields of a form, put together and converted by the types of a schema's leaves, then parsed by the schema. Called
 * for posted forms and for those that come over the socket. On the server only.
 *
 * @module
 */
import type { z } from "zod";
import { type Part, unwrap } from "../schema/part.ts";
import { choiceOf, convertText, emptyValue, type Leaf, leafOf, notCanonical } from "../schema/text.ts";
import { inside, type Schema } from "../schema/zod_def.ts";
import { fieldName, fieldProblems } from "./field_problems.ts";
import { type FormEntry, type FormNode, formTree, isFilled, partOf, rowsOf } from "./form_tree.ts";
import type { Parsed } from "./parse.ts";

/**
 * Parses the fields of a form by the schema of an action's input.
 *
 * The name of a field is the way to its value: `address.city`, `items.0.name`. Fields of one name are a list where the
 * schema has an array or a set of single values; elsewhere the last one counts. Rows of an array keep their order; their
 * numbers need not be without gaps.
 *
 * People type freely, so spellings are not compared here; blanks around numbers and dates are dropped:
 * - a number takes what an `<input type="number">` may hold, a bigint takes digits with leading zeros;
 * - a date takes ISO 8601 and what date inputs give (`2026-07-01`, `2026-07-01T20:15`), read as UTC;
 * - a boolean is a checkbox: `on` or `true`, `false`, and `false` when the field is missing (`undefined` when the
 *   schema is optional without a default);
 * - an empty string in the place of anything but a string means that nothing was entered: `undefined` when the schema
 *   is optional or has a default, else `null` when it is nullable, else a problem. In the place of a string it is
 *   `undefined` when that is optional, `null` when it is nullable, else itself;
 * - an object that may be missing is missing when nothing was entered in any of its fields;
 * - a list without entries is empty, or missing when the schema is optional.
 *
 * What cannot be converted is left as it is, and the schema says what is wrong with it. Fields that the schema does not
 * name are ignored.
 */
export function parseForm(schema: z.ZodType, entries: readonly FormEntry[]): Parsed {
  const tree = formTree(entries);
  const root = choose(inside(schema), tree);
  if (!root.schema._zod.def.shape) return { ok: false, fields: { "": ["Invalid input: this action takes no fields"] } };
  const parsed = schema.safeParse(objectValue(root, tree));
  if (parsed.success) return { ok: true, value: parsed.data };
  return { ok: false, fields: fieldProblems(parsed.error.issues, (path) => postedName(path, tree)) };
}

/** The fields of a form that are right by themselves, by name: what can be judged before the whole form is filled in. */
export function rightFields(schema: z.ZodType, entries: readonly FormEntry[]): Readonly<Record<string, unknown>> {
  const tree = formTree(entries);
  // Behind a transform or in a union the names of the fields are not those of the parsed input.
  const fields = Object.entries(inside(schema)._zod.def.shape ?? {}).flatMap(([name, field]) => {
    const parsed = (field as unknown as z.ZodType).safeParse(valueOf(field, partOf(tree, name)));
    return parsed.success && parsed.data !== undefined ? [[name, parsed.data]] : [];
  });
  return Object.fromEntries(fields);
}

function valueOf(schema: Schema, node: FormNode): unknown {
  const leaf = leafOf(schema);
  if (leaf) return leafValue(leaf, node.values.at(-1));
  const part = choose(schema, node);
  const { def } = part.schema._zod;
  if (def.shape) return mayBeMissing(part) && !isFilled(node) ? missing(part) : objectValue(part, node);
  const item = def.type === "array" ? def.element : def.type === "set" ? def.valueType : undefined;
  if (!item) return node.values.at(-1);
  const items = itemValues(item, node);
  if (items.length === 0 && part.optional) return undefined;
  return def.type === "set" ? new Set(items) : items;
}

function objectValue({ schema }: Part, node: FormNode): unknown {
  const fields: [string, unknown][] = [];
  for (const [name, field] of Object.entries(schema._zod.def.shape ?? {})) {
    const value = valueOf(field, partOf(node, name));
    if (value !== undefined) fields.push([name, value]);
  }
  return Object.fromEntries(fields);
}

function itemValues(item: Schema, node: FormNode): unknown[] {
  const leaf = leafOf(item);
  if (leaf) {
    return node.values.map((value) => leafValue(leaf, value)).filter((value) => value !== undefined && value !== "");
  }
  return rowsOf(node).map((row) => valueOf(item, partOf(node, row)));
}

function mayBeMissing({ optional, nullable, defaulted }: Part): boolean {
  return optional || nullable || defaulted;
}

function missing({ optional, defaulted }: Part): null | undefined {
  return optional || defaulted ? undefined : null;
}

/** A schema without its wrappers; of a union the first member whose choices agree with the form. */
function choose(schema: Schema, node: FormNode): Part {
  const part = unwrap(schema);
  const { options } = part.schema._zod.def;
  if (!options) return part;
  const members = options.map((option) => choose(option, node)).filter((member) => member.schema._zod.def.shape);
  const found = members.find((member) => agrees(member, node)) ?? members[0];
  return found ? { ...part, schema: found.schema } : part;
}

function agrees({ schema }: Part, node: FormNode): boolean {
  return Object.entries(schema._zod.def.shape ?? {}).every(([name, field]) => {
    const leaf = leafOf(field);
    const value = partOf(node, name).values.at(-1) ?? "";
    return leaf?.type !== "choice" || typeof value === "string" && choiceOf(leaf, value) !== notCanonical;
  });
}

function leafValue(leaf: Leaf, given: string | File | undefined): unknown {
  if (given === undefined) return leaf.type === "boolean" && !leaf.optional ? false : undefined;
  // What a browser sends for a file input in which nothing was chosen.
  if (typeof given !== "string") return given.name === "" && given.size === 0 ? emptyValue(leaf) : given;
  const text = leaf.type === "string" ? given : given.trim();
  if (text === "" && choiceOf(leaf, text) === notCanonical) return emptyValue(leaf);
  const value = typedValue(leaf, text);
  return value === notCanonical ? given : value;
}

/** What a person may write for a value. */
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
    case "file":
      return convertText(leaf, text);
  }
}

function dateOf(text: string): unknown {
  if (!/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?$/.test(text)) return notCanonical;
  const date = new Date(/T.*(Z|[+-]\d\d:\d\d)$|^[^T]*$/.test(text) ? text : `${text}Z`);
  return isNaN(date.getTime()) ? notCanonical : date;
}

/** The name of the field at a path of the parsed value: rows by the numbers that were posted, lists by their own name. */
function postedName(path: readonly PropertyKey[], tree: FormNode): string {
  const steps: PropertyKey[] = [];
  let node: FormNode | undefined = tree;
  for (const step of path) {
    if (node && node.values.length > 0) break;
    const posted: PropertyKey = node && typeof step === "number" ? rowsOf(node)[step] ?? step : step;
    steps.push(posted);
    node = node?.parts.get(String(posted));
  }
  return fieldName(steps);
}
