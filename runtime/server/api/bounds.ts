/**
 * What a schema says of how long a text or a list is, how large a number, and how a text looks, as JSON Schema says it.
 *
 * @module
 */
import type { CheckDef, Schema } from "../../schema/zod_def.ts";
import type { Side } from "../../wire/shape.ts";

/** The schema inside of optional, nullable, default and the like, on one side of a pipe. */
export function withoutWrappers(schema: Schema, side: Side): Schema {
  const { def } = schema._zod;
  if (def.type === "pipe") return withoutWrappers(side === "input" ? def.in! : def.out!, side);
  if (def.type === "lazy") return schema;
  return def.innerType ? withoutWrappers(def.innerType, side) : schema;
}

/** The keywords of JSON Schema for the checks of a string, number or list. */
export function boundsOf({ _zod: { def } }: Schema): Readonly<Record<string, unknown>> {
  const own: CheckDef[] = def.format === undefined ? [] : [{ check: "string_format", ...def } as unknown as CheckDef];
  const checks = [...own, ...(def.checks ?? []).map((check) => check._zod.def)];
  const isList = def.type === "array";
  return Object.assign({}, ...checks.map((check) => keywordsOf(check, isList ? "Items" : "Length", def.type)));
}

/** The formats that JSON Schema knows by a name; their patterns say less to a reader. */
const formats: Readonly<Record<string, string>> = {
  date: "date",
  datetime: "date-time",
  time: "time",
  duration: "duration",
  email: "email",
  url: "uri",
  uuid: "uuid",
  guid: "uuid",
  ipv4: "ipv4",
  ipv6: "ipv6",
};

function keywordsOf(check: CheckDef, unit: "Items" | "Length", type: string): Readonly<Record<string, unknown>> {
  switch (check.check) {
    case "min_length":
      return { [`min${unit}`]: check.minimum };
    case "max_length":
      return { [`max${unit}`]: check.maximum };
    case "length_equals":
      return { [`min${unit}`]: check.length, [`max${unit}`]: check.length };
    case "greater_than":
      return { [check.inclusive ? "minimum" : "exclusiveMinimum"]: check.value };
    case "less_than":
      return { [check.inclusive ? "maximum" : "exclusiveMaximum"]: check.value };
    case "multiple_of":
      return { multipleOf: check.value };
    case "string_format": {
      if (type !== "string") return {};
      const format = formats[check.format ?? ""];
      if (format) return { format };
      return check.pattern && check.pattern.flags === "" ? { pattern: check.pattern.source } : {};
    }
    default:
      return {};
  }
}
