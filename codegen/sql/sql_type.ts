/**
 * The types an expression can be proven to have, and how two of them meet. Together with `nullable` they are the lattice
 * of the whole analysis: an operation on types that it cannot prove gives `unknown` with the reason, and an `unknown`
 * result column or parameter stops generation.
 */

/** The type of a value that is not NULL. */
export type SqlType =
  | { readonly kind: "integer" }
  | { readonly kind: "real" }
  /** `values`: the value is one of these, from a CHECK or from literals. */
  | { readonly kind: "text"; readonly values?: readonly string[] }
  | { readonly kind: "blob" }
  | { readonly kind: "boolean" }
  /** A text `2024-02-29`. */
  | { readonly kind: "date" }
  /** A text `2024-02-29 23:59:59` or with milliseconds behind, in UTC. */
  | { readonly kind: "timestamp" }
  /** The literal NULL: it has every type. */
  | { readonly kind: "null" }
  | Unknown;

/** A type that could not be proven. */
export interface Unknown {
  readonly kind: "unknown";
  /** Completes "… because": `it calls "printf", whose type is not known`. */
  readonly why: string;
}

/** What is known of one expression. */
export interface Inferred {
  readonly type: SqlType;
  readonly nullable: boolean;
  /** The table's column that this is, when it is nothing else; compared with what SQLite reports. */
  readonly origin?: { readonly table: string; readonly column: string };
}

export const INTEGER: SqlType = { kind: "integer" };
export const REAL: SqlType = { kind: "real" };
export const TEXT: SqlType = { kind: "text" };
export const BLOB: SqlType = { kind: "blob" };
export const BOOLEAN: SqlType = { kind: "boolean" };

const DATE: SqlType = { kind: "date" };
const TIMESTAMP: SqlType = { kind: "timestamp" };

/** More literals than this are no enumeration that a reader wants to see in a type. */
const MOST_VALUES = 24;

/** An expression of this type that is never NULL. */
export function certain(type: SqlType): Inferred {
  return { type, nullable: false };
}

/** An expression of this type that may be NULL. */
export function maybe(type: SqlType): Inferred {
  return { type, nullable: true };
}

/** An expression whose type cannot be proven, and which may be NULL. */
export function unknown(why: string): Inferred {
  return { type: { kind: "unknown", why }, nullable: true };
}

/** The type of a declared column. Dates are texts: what a CAST to them gives is a number. */
export function typeOfColumn(declared: string): SqlType {
  const name = declared.toUpperCase();
  if (name === "DATE") return DATE;
  return name === "TIMESTAMP" || name === "DATETIME" ? TIMESTAMP : typeOfDeclaration(declared);
}

/**
 * The type of a declared column or of a CAST. `BOOLEAN` and `BOOL` are 0 or 1; the rest follows SQLite's affinity rules,
 * except that NUMERIC affinity (also of DATE and DECIMAL) proves nothing: such a column holds numbers and texts.
 */
export function typeOfDeclaration(declared: string): SqlType {
  const name = declared.toUpperCase();
  const has = (...parts: string[]) => parts.some((part) => name.includes(part));
  if (name === "BOOLEAN" || name === "BOOL") return BOOLEAN;
  if (has("INT")) return INTEGER;
  if (has("CHAR", "CLOB", "TEXT")) return TEXT;
  if (has("BLOB")) return BLOB;
  if (has("REAL", "FLOA", "DOUB")) return REAL;
  const said = declared === "" ? "no declared type" : `the declared type ${declared}, which holds numbers and texts`;
  return { kind: "unknown", why: `it has ${said}` };
}

/** Whether arithmetic on it is arithmetic on numbers. */
export function isNumeric(type: SqlType): boolean {
  return type.kind === "integer" || type.kind === "real" || type.kind === "boolean";
}

/** Whether it is stored as text. */
export function isTextual(type: SqlType): boolean {
  return type.kind === "text" || type.kind === "date" || type.kind === "timestamp";
}

/** The type of a value that has one of the two types: of the branches of a CASE, the arms of a UNION. */
export function joinTypes(left: SqlType, right: SqlType): SqlType {
  if (left.kind === "unknown" || right.kind === "null") return left;
  if (right.kind === "unknown" || left.kind === "null") return right;
  if (left.kind === "text" && right.kind === "text") return textOf(left.values, right.values);
  if (left.kind === right.kind) return left;
  if (isTextual(left) && isTextual(right)) return TEXT;
  if (isNumeric(left) && isNumeric(right)) return left.kind === "real" || right.kind === "real" ? REAL : INTEGER;
  return { kind: "unknown", why: `it is ${printType(left)} in one case and ${printType(right)} in another` };
}

/** What is known of a value that is one of these. */
export function join(all: readonly Inferred[]): Inferred {
  const type = all.map((one) => one.type).reduce(joinTypes, { kind: "null" });
  return { type, nullable: all.some((one) => one.nullable) };
}

/** A type whose every value has both types, or nothing when there is none: of a parameter used in two places. */
export function meetTypes(left: SqlType, right: SqlType): SqlType | undefined {
  if (left.kind === "text" && right.kind === "text") {
    if (left.values === undefined || right.values === undefined) return left.values === undefined ? right : left;
    const values = left.values.filter((value) => right.values?.includes(value));
    return values.length > 0 ? { kind: "text", values } : undefined;
  }
  if (left.kind === right.kind) return left;
  if (isPlainText(left) && isTextual(right)) return right;
  if (isPlainText(right) && isTextual(left)) return left;
  const kinds = [left.kind, right.kind];
  return kinds.includes("integer") && kinds.includes("real") ? INTEGER : undefined;
}

function isPlainText(type: SqlType): boolean {
  return type.kind === "text" && type.values === undefined;
}

/** The type as messages name it. */
export function printType(type: SqlType): string {
  if (type.kind === "text" && type.values !== undefined) return type.values.map((value) => `'${value}'`).join(" or ");
  return type.kind.toUpperCase();
}

function textOf(left: readonly string[] | undefined, right: readonly string[] | undefined): SqlType {
  if (left === undefined || right === undefined) return TEXT;
  const values = [...new Set([...left, ...right])];
  return values.length > MOST_VALUES ? TEXT : { kind: "text", values };
}
