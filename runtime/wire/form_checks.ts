/**
 * Reads out of a schema what a browser can check by itself. The words are the schema's own: it is asked about values
 * that it must refuse. Functions of the author are left to the server. On the server only.
 *
 * @module
 */
import { checksOf, itemOf } from "../schema/field_rules.ts";
import { type FormField, formFields } from "../schema/form_fields.ts";
import { unwrap } from "../schema/part.ts";
import { probe, type ProbedIssue } from "../schema/probe.ts";
import { emptyValue, type Leaf } from "../schema/text.ts";
import type { CheckDef, Schema } from "../schema/zod_def.ts";
import type { FieldCheck, FormChecks } from "./field_check.ts";

/** The checks of a form. They are read once: a schema never changes. */
export function formChecks(schema: Schema): FormChecks {
  const known = read.get(schema);
  if (known) return known;
  const fields = formFields(schema).filter(({ inUnion }) => !inUnion).map((field) =>
    [field.pattern, fieldChecks(field)] as const
  );
  const checks = Object.fromEntries(fields.filter(([, checks]) => checks.length > 0));
  read.set(schema, checks);
  return checks;
}

const read = new WeakMap<Schema, FormChecks>();

function fieldChecks(field: FormField): FieldCheck[] {
  const { schema, leaf, isList } = field;
  const own = leafChecks(leaf, isList ? itemOf(schema) : schema);
  const isTrimmed = own[0]?.[0] === "trim";
  return [
    ...(isTrimmed ? own.slice(0, 1) : []),
    ...requiredCheck(field),
    ...(isList ? listChecks(schema) : []),
    ...own.slice(isTrimmed ? 1 : 0),
  ];
}

function requiredCheck({ schema, leaf, isList, mayBeMissing }: FormField): FieldCheck[] {
  if (mayBeMissing || leaf.type === "boolean") return [];
  const [issue] = probe(schema, isList ? [] : emptyValue(leaf)) ?? [];
  return issue ? [["required", null, issue.message]] : [];
}

/** What people write for values that are no strings; see `parseForm`. */
const spellings = {
  number: ["^[+-]?(\\d+\\.?\\d*|\\.\\d+)(e[+-]?\\d+)?$", "i"],
  bigint: ["^[+-]?\\d+$", ""],
  date: ["^\\d{4}-\\d\\d-\\d\\d(T\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?(Z|[+-]\\d\\d:\\d\\d)?)?$", ""],
} as const;

function leafChecks(leaf: Leaf, schema: Schema): FieldCheck[] {
  const inner = unwrap(schema).schema;
  switch (leaf.type) {
    case "number":
    case "bigint":
    case "date": {
      const message = messageOf(schema, ["x", "y"], ({ code }) => code === "invalid_type");
      const spelled: FieldCheck[] = message ? [["match", spellings[leaf.type], message]] : [];
      return [["trim"], ...spelled, ...(leaf.type === "number" ? numberChecks(schema, inner) : [])];
    }
    case "choice": {
      const message = messageOf(schema, ["\0x", "\0y"], () => true);
      return [["trim"], ...(message ? [["oneOf", leaf.choices.map(String), message] as const] : [])];
    }
    case "string":
      return textChecks(schema, inner);
    case "file":
      return fileChecks(schema, inner);
    case "boolean":
      return [];
  }
}

function numberChecks(schema: Schema, inner: Schema): FieldCheck[] {
  return checksOf(inner).flatMap(({ check, format, value, inclusive }): FieldCheck[] => {
    if (check === "number_format" && format?.includes("int")) {
      return told(["whole", null], messageOf(schema, [0.5, 1.5], ({ code }) => code === "invalid_type"));
    }
    if (typeof value !== "number") return [];
    switch (check) {
      case "greater_than": {
        const samples = inclusive ? [value - 1, value - 2] : [value, value - 1];
        const message = messageOf(schema, samples, (issue) => issue.code === "too_small" && issue.minimum === value);
        return told([inclusive ? "min" : "above", value], message);
      }
      case "less_than": {
        const samples = inclusive ? [value + 1, value + 2] : [value, value + 1];
        const message = messageOf(schema, samples, (issue) => issue.code === "too_big" && issue.maximum === value);
        return told([inclusive ? "max" : "below", value], message);
      }
      case "multiple_of":
        return told(
          ["step", value],
          messageOf(schema, [value * 1.5, value * 2.5], ({ code }) => code === "not_multiple_of"),
        );
      default:
        return [];
    }
  });
}

/** Longer samples are not made: such a limit is left to the server. */
const longestSample = 100_000;

function textChecks(schema: Schema, inner: Schema): FieldCheck[] {
  const checks: FieldCheck[] = [];
  for (const def of checksOf(inner)) {
    // What follows sees another text than was typed; only `trim()` can be done here too.
    if (def.check === "overwrite") {
      if (checks.length > 0 || !isTrim(def)) return checks;
      checks.push(["trim"]);
    }
    checks.push(...lengthChecks(schema, def), ...formatChecks(schema, def));
  }
  return checks;
}

function isTrim({ tx }: CheckDef): boolean {
  return tx?.(" Aa ") === "Aa";
}

function lengthChecks(schema: Schema, { minimum, maximum, length }: CheckDef): FieldCheck[] {
  const [least, most] = [minimum ?? length, maximum ?? length];
  const samples = (count: number) => count > longestSample ? [] : ["x".repeat(count), "y".repeat(count)];
  return [
    ...(least
      ? told(
        ["minLength", least],
        messageOf(schema, samples(least - 1), (issue) => issue.code === "too_small" && issue.minimum === least),
      )
      : []),
    ...(most === undefined ? [] : told(
      ["maxLength", most],
      messageOf(schema, samples(most + 1), (issue) => issue.code === "too_big" && issue.maximum === most),
    )),
  ];
}

function formatChecks(schema: Schema, { check, format, pattern }: CheckDef): FieldCheck[] {
  if (check !== "string_format") return [];
  if (format === "url") return told(["url", null], messageOf(schema, ["x", "y"], (issue) => issue.format === "url"));
  if (!pattern) return [];
  const alone = new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, ""));
  const samples = ["", "\0", "x", "0", " ", "é", "X"].filter((text) => !alone.test(text)).slice(0, 2);
  const message = messageOf(
    schema,
    samples,
    (issue) => issue.format === format && (format !== "regex" || issue.pattern === String(pattern)),
  );
  return told(["match", [alone.source, alone.flags]], message);
}

function fileChecks(schema: Schema, inner: Schema): FieldCheck[] {
  return checksOf(inner).flatMap(({ check, maximum, mime }): FieldCheck[] => {
    if (check === "max_size" && maximum !== undefined) {
      const samples = [new SampleFile("", maximum + 1), new SampleFile("", maximum + 2)];
      return told(["maxSize", maximum], messageOf(schema, samples, ({ code }) => code === "too_big"));
    }
    if (check !== "mime_type" || !mime) return [];
    const samples = [new SampleFile("a/b", 1), new SampleFile("c/d", 1)];
    return told(["mime", mime], messageOf(schema, samples, ({ code }) => code === "invalid_value"));
  });
}

/** A file of any size without a byte. */
class SampleFile extends File {
  readonly #size: number;

  constructor(type: string, size: number) {
    super([], "sample", { type });
    this.#size = size;
  }

  override get size(): number {
    return this.#size;
  }
}

function listChecks(schema: Schema): FieldCheck[] {
  const { def } = unwrap(schema).schema._zod;
  if (def.type !== "array") return [];
  return checksOf(unwrap(schema).schema).flatMap(({ minimum, maximum, length }): FieldCheck[] => {
    const [least, most] = [minimum ?? length, maximum ?? length];
    const samples = (count: number) =>
      count > longestSample ? [] : [new Array(count).fill("x"), new Array(count).fill("y")];
    const message = (count: number, code: string) => messageOf(schema, samples(count), (issue) => issue.code === code);
    return [
      ...(least ? told(["minItems", least], message(least - 1, "too_small")) : []),
      ...(most === undefined ? [] : told(["maxItems", most], message(most + 1, "too_big"))),
    ];
  });
}

function told<const C extends readonly [string, unknown]>(check: C, message: string | undefined): FieldCheck[] {
  return message === undefined ? [] : [[...check, message] as unknown as FieldCheck];
}

/** What the schema says of all samples alike; `undefined` when its words depend on the value. */
function messageOf(
  schema: Schema,
  samples: readonly unknown[],
  isMeant: (issue: ProbedIssue) => boolean,
): string | undefined {
  const messages = new Set(samples.map((sample) => probe(schema, sample)?.find(isMeant)?.message));
  return messages.size === 1 ? [...messages][0] : undefined;
}
