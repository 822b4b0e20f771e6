/**
 * The fields that a form of a schema may have, by the patterns of their names.
 *
 * @module
 */
import { unwrap } from "./part.ts";
import { type Leaf, leafOf } from "./text.ts";
import type { Schema } from "./zod_def.ts";

/** One field. */
export interface FormField {
  /** The field's name with `*` in the place of a row's number: `items.*.name`. */
  readonly pattern: string;
  /** The schema of its value, or of the list of its values. */
  readonly schema: Schema;
  /** What each of its texts is converted by. */
  readonly leaf: Leaf;
  readonly isList: boolean;
  /** Whether it belongs to an object that may be missing as a whole: empty, it says nothing. */
  readonly mayBeMissing: boolean;
  /** Whether it belongs to one member of a union: which one a form is for is known when it has been filled in. */
  readonly inUnion: boolean;
}

/** A schema may contain itself; no form that a person writes is as deep. */
const deepest = 8;

/** The fields of an object schema, or of all members of a union. */
export function formFields(schema: Schema): FormField[] {
  return fieldsOf(schema, { prefix: "", depth: 0, mayBeMissing: false, inUnion: false });
}

/** The pattern of a field's name: `items.*.name` for `items.0.name`. */
export function patternOf(name: string): string {
  return name.split(".").map((step) => isRow(step) ? "*" : step).join(".");
}

/** Whether a step of a name is the number of a row. Far above what one form can hold, and no number to build on. */
export function isRow(step: string): boolean {
  return /^(0|[1-9]\d{0,3})$/.test(step);
}

interface Place {
  readonly prefix: string;
  readonly depth: number;
  readonly mayBeMissing: boolean;
  readonly inUnion: boolean;
}

function fieldsOf(schema: Schema, place: Place): FormField[] {
  const { shape, options } = unwrap(schema).schema._zod.def;
  if (place.depth > deepest) return [];
  if (options) {
    return options.flatMap((option) => fieldsOf(option, { ...place, depth: place.depth + 1, inUnion: true }));
  }
  if (!shape) return [];
  return Object.entries(shape).flatMap(([name, field]) => fieldsAt(field, place.prefix + name, place));
}

function fieldsAt(schema: Schema, pattern: string, place: Place): FormField[] {
  const { depth, mayBeMissing, inUnion } = place;
  const leaf = leafOf(schema);
  if (leaf) return [{ pattern, schema, leaf, isList: false, mayBeMissing, inUnion }];
  const part = unwrap(schema);
  const { def } = part.schema._zod;
  const item = def.type === "array" ? def.element : def.type === "set" ? def.valueType : undefined;
  const itemLeaf = item && leafOf(item);
  if (itemLeaf) return [{ pattern, schema, leaf: itemLeaf, isList: true, mayBeMissing, inUnion }];
  return fieldsOf(item ?? part.schema, {
    prefix: item ? `${pattern}.*.` : `${pattern}.`,
    depth: depth + 1,
    inUnion,
    mayBeMissing: mayBeMissing || !item && (part.optional || part.nullable || part.defaulted),
  });
}
