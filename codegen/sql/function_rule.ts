/**
 * What a rule says of one of SQLite's functions. The rules stand in `*_functions.ts`, one file a family;
 * `docs/reference/sql_types.md` lists them for readers.
 */
import { type Inferred, isNumeric, printType, type SqlType } from "./sql_type.ts";

/** What a function does with types. */
export interface FunctionRule {
  /**
   * What each argument gives to a parameter in its place; the last one stands for all that follow. `same`: the type of
   * the other arguments marked so. `own`: the result has the argument's type, so the parameter stays open.
   */
  readonly wants: readonly (SqlType | "same" | "own")[];
  /** Arguments that are returned unchanged, so that NULL passes through. */
  readonly passes?: (index: number, count: number) => boolean;
  /** Arguments for which the function asks whether they are NULL. */
  readonly tests?: (index: number, count: number) => boolean;
  readonly result: (args: readonly Inferred[], call: CallFacts) => Inferred;
  /** NULL for every NULL argument, so that a result that is not NULL proves that none of them was. */
  readonly strict?: boolean;
  /** The same arguments may give another value: no such call has one value for all rows. */
  readonly isVolatile?: boolean;
}

/** What else of a call decides its result. */
export interface CallFacts {
  /** For an aggregate or a window function: whether it is computed over at least one row, always. */
  readonly overRows: boolean;
  /** Whether the arguments say "now", and so are a date for certain. */
  readonly now: boolean;
}

export type FunctionRules = Readonly<Record<string, FunctionRule>>;

/** A result of this type, NULL when an argument is. */
export function strict(type: SqlType, wants: FunctionRule["wants"] = []): FunctionRule {
  return { wants, strict: true, result: (args) => ({ type, nullable: args.some((arg) => arg.nullable) }) };
}

/** A result of this type that is never NULL. */
export function always(type: SqlType, wants: FunctionRule["wants"] = []): FunctionRule {
  return { wants, result: () => ({ type, nullable: false }) };
}

/** A result of this type, or NULL for reasons that types do not tell. */
export function perhaps(type: SqlType, wants: FunctionRule["wants"] = []): FunctionRule {
  return { wants, result: () => ({ type, nullable: true }) };
}

/** Why nothing can be calculated with it, and what to write instead. */
export function whyNoNumber(type: SqlType): string {
  return `it calculates with ${printType(type)}${instead(type.kind)}`;
}

function instead(kind: SqlType["kind"]): string {
  switch (kind) {
    case "date":
      return ", a text: write date(…, '+1 day')";
    case "timestamp":
      return ", a text: write datetime(…, '+1 hour')";
    case "text":
      return ": || joins texts";
    default:
      return "";
  }
}

/** The type that a calculation with this one has. */
export function numberOf(type: SqlType): SqlType {
  if (type.kind === "boolean") return { kind: "integer" };
  if (isNumeric(type) || type.kind === "unknown" || type.kind === "null") return type;
  return { kind: "unknown", why: whyNoNumber(type) };
}
