/**
 * How each proven type is written: in TypeScript, as a zod schema, and as the run-time function that reads or binds it.
 */
import type { KnownType } from "./check.ts";

/** The ways to write one type. */
export interface Spelling {
  readonly type: string;
  /** What a parameter takes, where that is another type. */
  readonly input?: string;
  readonly schema: string;
  /** The end of the helper's name: `readInteger`, `bindInteger`. */
  readonly helper: string;
}

/** Spells a type; `values` is the constant that holds the texts of a union. */
export function spell(type: KnownType, values: string): Spelling {
  switch (type.kind) {
    case "integer":
      return { type: "number", schema: "z.int()", helper: "Integer" };
    case "real":
      return { type: "number", schema: "z.number()", helper: "Real" };
    case "boolean":
      return { type: "boolean", schema: "z.boolean()", helper: "Boolean" };
    case "blob":
      return { type: "Uint8Array", schema: "z.instanceof(Uint8Array)", helper: "Blob" };
    case "date":
      return { type: "string", schema: "z.iso.date()", helper: "Date" };
    case "timestamp":
      return { type: "Date", schema: "z.date()", helper: "Timestamp" };
    case "bigint":
      return { type: "bigint", schema: "z.bigint()", helper: "Bigint" };
    case "json":
      return {
        type: `z.output<typeof ${type.name}>`,
        input: `z.input<typeof ${type.name}>`,
        schema: type.name,
        helper: "Json",
      };
    case "text":
      if (type.values === undefined) return { type: "string", schema: "z.string()", helper: "Text" };
      return { type: type.values.map(quote).join(" | "), schema: `z.enum(${values})`, helper: "OneOf" };
    default:
      return type satisfies never;
  }
}

/** Spells the type of a parameter. */
export function spellParameter(type: KnownType, values: string): Spelling {
  const spelling = spell(type, values);
  return { ...spelling, type: spelling.input ?? spelling.type };
}

/** A string literal, in the quotes that `deno fmt` leaves: single ones where that saves escapes. */
export function quote(text: string): string {
  const double = JSON.stringify(text);
  const count = (mark: string) => text.split(mark).length - 1;
  if (count('"') <= count("'")) return double;
  return `'${double.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

/** A template literal with its line breaks. */
export function template(text: string): string {
  return "`" +
    text.replaceAll("\\", "\\\\").replaceAll("\r", "\\r").replaceAll("`", "\\`").replaceAll("${", "\\${") +
    "`";
}
