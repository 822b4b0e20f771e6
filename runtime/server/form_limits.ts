/**
 * How much a posted form may bring, by the schema of the action that it is for.
 *
 * @module
 */
import { checksOf, itemOf } from "../schema/field_rules.ts";
import { type FormField, formFields } from "../schema/form_fields.ts";
import { unwrap } from "../schema/part.ts";
import type { Schema } from "../schema/zod_def.ts";

/** The limits of one form. */
export interface FormLimits {
  /** The most bytes of the whole body. */
  readonly bytes: number;
  /** The most files. */
  readonly files: number;
  /** The fields that take files, by their pattern: `photo`, `items.*.photo`. */
  readonly fields: ReadonlyMap<string, FileLimit>;
}

/** The limit of one file. */
export interface FileLimit {
  readonly bytes: number;
  /** Whether the schema says so itself; a longer file is then a problem of its field, told on the page. */
  readonly isDeclared: boolean;
}

/** The most bytes of a posted form or frame without its files: 64 KiB. */
export const maxBody: number = 64 * 1024;

/** What a schema without `.max()` means. */
const maxFile = 10 * 1024 * 1024;
const maxFiles = 10;

/** For what stands around a file in the body: its boundary and headers. */
const perFile = 1024;

/** The limits of a form whose action has this input; `undefined` for one without files. */
export function formLimits(input: Schema): FormLimits | undefined {
  const fields = formFields(input).filter(({ leaf }) => leaf.type === "file");
  if (fields.length === 0) return undefined;
  const limits = fields.map((field) => ({ pattern: field.pattern, limit: limitOf(field), count: countOf(field) }));
  const files = limits.reduce((sum, { count }) => sum + count, 0);
  return {
    bytes: limits.reduce((sum, { limit, count }) => sum + limit.bytes * count, maxBody + files * perFile),
    files,
    fields: new Map(limits.map(({ pattern, limit }) => [pattern, limit])),
  };
}

function limitOf({ schema, isList }: FormField): FileLimit {
  const single = isList ? itemOf(schema) : unwrap(schema).schema;
  const declared = checksOf(single).find(({ check }) => check === "max_size")?.maximum;
  return { bytes: declared ?? maxFile, isDeclared: declared !== undefined };
}

function countOf({ pattern, schema, isList }: FormField): number {
  if (!isList) return pattern.includes("*") ? maxFiles : 1;
  return checksOf(unwrap(schema).schema).find(({ check }) => check === "max_length")?.maximum ?? maxFiles;
}
