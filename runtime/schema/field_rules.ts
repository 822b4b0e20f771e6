/**
 * What a schema says of a field in the words of HTML: the attributes by which a browser checks it without JavaScript,
 * and chooses a keyboard. `action()` reads them on the server; the browser's bundle gets them as plain data.
 *
 * @module
 */
import { probe } from "./probe.ts";
import { type FormField, formFields } from "./form_fields.ts";
import { unwrap } from "./part.ts";
import { emptyValue } from "./text.ts";
import type { CheckDef, Schema } from "./zod_def.ts";

/** The attributes of one field, as JSX spells them. */
export interface FieldRules {
  readonly type?: "date" | "email" | "file" | "number" | "url";
  readonly required?: true;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly min?: number;
  readonly max?: number;
  readonly step?: number | "any";
  readonly pattern?: string;
  readonly inputMode?: "numeric";
  readonly multiple?: true;
  readonly accept?: string;
  /** Only of the whole form. */
  readonly encType?: "multipart/form-data";
}

/** The rules of a form by the patterns of its fields (`items.*.name`); the empty name stands for the form itself. */
export type FormRules = Readonly<Record<string, FieldRules>>;

/** Reads the rules of a form. Fields of which there is nothing to say are left out. */
export function formRules(schema: Schema): FormRules {
  const fields = formFields(schema);
  const rules = fields.filter(({ inUnion }) => !inUnion).map((field) => [field.pattern, fieldRules(field)] as const);
  const encType = fields.some(({ leaf }) => leaf.type === "file") ? { encType: "multipart/form-data" as const } : {};
  return Object.fromEntries([["", encType] as const, ...rules].filter(([, rule]) => Object.keys(rule).length > 0));
}

function fieldRules(field: FormField): FieldRules {
  const { leaf, isList, schema } = field;
  const single = isList ? itemOf(schema) : unwrap(schema).schema;
  return {
    ...(leaf.type === "string" ? textRules(single, isList) : {}),
    ...(leaf.type === "number" && !isList ? numberRules(single) : {}),
    ...(leaf.type === "bigint" ? { inputMode: "numeric" as const } : {}),
    ...(leaf.type === "file" ? fileRules(single) : {}),
    ...(isList ? { multiple: true as const } : {}),
    // Of a list of boxes none has to be on by itself: what a list needs is told by the checks.
    ...(!isList && isRequired(field) ? { required: true as const } : {}),
  };
}

/** Whether the schema refuses a field in which nothing was entered. A checkbox that is off says `false`. */
export function isRequired({ schema, leaf, isList, mayBeMissing }: FormField): boolean {
  if (mayBeMissing || leaf.type === "boolean") return false;
  return probe(schema, isList ? [] : emptyValue(leaf)) !== undefined;
}

/** The schema of one value of a list. */
export function itemOf(schema: Schema): Schema {
  const { element, valueType } = unwrap(schema).schema._zod.def;
  return unwrap((element ?? valueType)!).schema;
}

/** The checks of a leaf, its own format among them. */
export function checksOf({ _zod: { def } }: Schema): readonly CheckDef[] {
  const own = def.format === undefined
    ? []
    : [{ check: `${def.type}_format`, format: def.format, pattern: def.pattern }];
  return [...own, ...(def.checks ?? []).map((check) => check._zod.def)];
}

function textRules(schema: Schema, isList: boolean): FieldRules {
  const rules: { -readonly [K in keyof FieldRules]: FieldRules[K] } = {};
  for (const { check, format, pattern, minimum, maximum, length } of checksOf(schema)) {
    if (check === "min_length") rules.minLength = minimum;
    if (check === "max_length") rules.maxLength = maximum;
    if (check === "length_equals") rules.minLength = rules.maxLength = length;
    if (check !== "string_format") continue;
    // A browser splits what stands in an e-mail field for several.
    if (format === "email" && !isList) rules.type = "email";
    if (format === "url") rules.type = "url";
    if (format === "date") rules.type = "date";
    if (format === "regex" && pattern) rules.pattern = nativePattern(pattern);
  }
  return rules;
}

/** HTML compiles patterns with the flag `v`, and only as a whole. */
function nativePattern({ source, flags }: RegExp): string | undefined {
  if (/[^dguvy]/.test(flags)) return undefined;
  try {
    new RegExp(source, "v");
  } catch {
    return undefined;
  }
  const whole = /^\^([^|]*[^\\|])\$$/.exec(source);
  return whole ? whole[1] : `[\\s\\S]*(?:${source})[\\s\\S]*`;
}

function numberRules(schema: Schema): FieldRules {
  const checks = checksOf(schema);
  const isWhole = checks.some(({ format }) => format !== undefined && /int/.test(format));
  const rules: { -readonly [K in keyof FieldRules]: FieldRules[K] } = { type: "number" };
  for (const { check, value, inclusive } of checks) {
    if (typeof value !== "number" || !(inclusive || isWhole)) continue;
    if (check === "greater_than") rules.min = inclusive ? value : value + 1;
    if (check === "less_than") rules.max = inclusive ? value : value - 1;
  }
  const step = checks.find(({ check }) => check === "multiple_of")?.value as number | undefined ?? 1;
  // A browser counts its steps from `min`.
  const fits = Number.isInteger((rules.min ?? 0) / step);
  if (step !== 1 || !isWhole) rules.step = step !== 1 && fits ? step : "any";
  return rules;
}

function fileRules(schema: Schema): FieldRules {
  const types = checksOf(schema).find(({ check }) => check === "mime_type")?.mime;
  return { type: "file", ...(types ? { accept: types.join(",") } : {}) };
}
