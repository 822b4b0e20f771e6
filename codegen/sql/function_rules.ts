/**
 * What is known of SQLite's functions: the types their arguments give to parameters, and the type of their result.
 * A function that is not in the table has no type here; `CAST(… AS …)` gives it one.
 */
import {
  BOOLEAN,
  certain,
  type Inferred,
  INTEGER,
  isNumeric,
  join,
  maybe,
  printType,
  REAL,
  type SqlType,
  TEXT,
  unknown,
} from "./sql_type.ts";

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
}

/** What else of a call decides its result. */
export interface CallFacts {
  /** For an aggregate: whether it is computed over at least one row, always. */
  readonly overRows: boolean;
  /** Whether the arguments say "now", and so are a date for certain. */
  readonly now: boolean;
}

/** The rule for a call by name and number of arguments. `count(*)` has none. */
export function ruleOf(name: string, args: number): FunctionRule | undefined {
  const key = name.toLowerCase();
  if ((key === "min" || key === "max") && args > 1) return GREATEST;
  // With more arguments it is a chain of conditions.
  if ((key === "iif" || key === "if") && args > 3) return undefined;
  return Object.hasOwn(RULES, key) ? RULES[key] : undefined;
}

const strict = (type: SqlType) => (args: readonly Inferred[]): Inferred => ({
  type,
  nullable: args.some((arg) => arg.nullable),
});

const aggregateOf = (type: (arg: SqlType) => SqlType) => ([arg]: readonly Inferred[], call: CallFacts): Inferred => ({
  type: type(arg.type),
  nullable: arg.nullable || !call.overRows,
});

const COALESCE: FunctionRule = {
  wants: ["same"],
  passes: (index, count) => index === count - 1,
  tests: (index, count) => index < count - 1,
  result: (args) => ({ type: join(args).type, nullable: args.every((arg) => arg.nullable) }),
};

const IIF: FunctionRule = {
  wants: [BOOLEAN, "same"],
  passes: (index) => index > 0,
  // Without a third argument the result is NULL where the condition is false.
  result: ([, ...branches]) => branches.length === 2 ? join(branches) : { ...join(branches), nullable: true },
};

const GREATEST: FunctionRule = {
  wants: ["same"],
  result: (args) => join(args),
};

const LIKE_TEXT: FunctionRule = { wants: [TEXT, INTEGER], result: strict(TEXT) };
const ALL_TEXT: FunctionRule = { wants: [TEXT], result: strict(TEXT) };
/** A text that is no date gives NULL. */
const DATE: FunctionRule = { wants: [TEXT], result: (_, { now }) => ({ type: TEXT, nullable: !now }) };
const CLOCK: FunctionRule = { wants: [], result: () => certain(TEXT) };

const RULES: Readonly<Record<string, FunctionRule>> = {
  abs: { wants: ["own"], result: ([arg]) => ({ ...arg, type: numberOf(arg.type) }) },
  avg: { wants: [REAL], result: aggregateOf((type) => isNumeric(type) ? REAL : numberOf(type)) },
  coalesce: COALESCE,
  count: { wants: [], result: () => certain(INTEGER) },
  current_date: CLOCK,
  current_time: CLOCK,
  current_timestamp: CLOCK,
  date: DATE,
  datetime: DATE,
  group_concat: { wants: [TEXT], result: aggregateOf(() => TEXT) },
  ifnull: COALESCE,
  iif: IIF,
  if: IIF,
  instr: { wants: [TEXT], result: strict(INTEGER) },
  length: { wants: [TEXT], result: strict(INTEGER) },
  lower: ALL_TEXT,
  ltrim: ALL_TEXT,
  max: { wants: ["own"], result: aggregateOf((type) => type) },
  min: { wants: ["own"], result: aggregateOf((type) => type) },
  nullif: { wants: ["same"], result: ([arg]) => maybe(arg.type) },
  replace: ALL_TEXT,
  round: { wants: [REAL, INTEGER], result: strict(REAL) },
  rtrim: ALL_TEXT,
  string_agg: { wants: [TEXT], result: aggregateOf(() => TEXT) },
  strftime: { wants: [TEXT], result: () => maybe(TEXT) },
  substr: { ...LIKE_TEXT, result: (args) => substringOf(args) },
  substring: { ...LIKE_TEXT, result: (args) => substringOf(args) },
  sum: { wants: ["own"], result: aggregateOf(numberOf) },
  time: DATE,
  total: { wants: [REAL], result: () => certain(REAL) },
  trim: ALL_TEXT,
  typeof: { wants: [], result: () => certain(TEXT) },
  // "subsec" makes it REAL, also when it comes from a column.
  unixepoch: { wants: [TEXT], result: (_, { now }) => now ? certain(INTEGER) : unknown("it may have fractions") },
  upper: ALL_TEXT,
};

function numberOf(type: SqlType): SqlType {
  if (type.kind === "boolean") return INTEGER;
  if (isNumeric(type) || type.kind === "unknown" || type.kind === "null") return type;
  return { kind: "unknown", why: `it calculates with ${printType(type)}` };
}

/** Of bytes it gives bytes, of everything else text. */
function substringOf(args: readonly Inferred[]): Inferred {
  const [{ type }] = args;
  return strict(type.kind === "blob" || type.kind === "unknown" ? type : TEXT)(args);
}
