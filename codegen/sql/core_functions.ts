/** The rules of SQLite's core functions that look at one row. */
import { always, type FunctionRule, type FunctionRules, numberOf, perhaps, strict } from "./function_rule.ts";
import { BLOB, BOOLEAN, type Inferred, INTEGER, join, maybe, REAL, TEXT } from "./sql_type.ts";

const COALESCE: FunctionRule = {
  wants: ["same"],
  passes: (index, count) => index === count - 1,
  tests: (index, count) => index < count - 1,
  result: (args) => ({ type: join(args).type, nullable: args.every((arg) => arg.nullable) }),
};

/** `min` and `max` of several arguments; of one they are aggregates. */
export const GREATEST: FunctionRule = { wants: ["same"], strict: true, result: (args) => join(args) };

/** Says nothing but how likely the condition is. */
const LIKELY: FunctionRule = { wants: ["same", REAL], passes: (index) => index === 0, result: ([arg]) => arg };

const SUBSTRING: FunctionRule = { wants: [TEXT, INTEGER], strict: true, result: substringOf };
const FORMAT: FunctionRule = { wants: [TEXT], result: formatOf };

/** A value of the connection: it may change while the statement runs. */
const COUNTER: FunctionRule = { ...always(INTEGER), isVolatile: true };

/** By names in lower case. */
export const CORE_FUNCTIONS: FunctionRules = {
  abs: { wants: ["own"], strict: true, result: ([arg]) => ({ type: numberOf(arg.type), nullable: arg.nullable }) },
  changes: COUNTER,
  char: always(TEXT, [INTEGER]),
  coalesce: COALESCE,
  concat: always(TEXT, [TEXT]),
  concat_ws: { wants: [TEXT], result: ([separator]) => ({ type: TEXT, nullable: separator.nullable }) },
  format: FORMAT,
  glob: strict(BOOLEAN, [TEXT]),
  hex: always(TEXT, [BLOB]),
  ifnull: COALESCE,
  instr: strict(INTEGER, [TEXT]),
  last_insert_rowid: COUNTER,
  length: strict(INTEGER, [TEXT]),
  like: strict(BOOLEAN, [TEXT]),
  likelihood: LIKELY,
  likely: LIKELY,
  lower: strict(TEXT, [TEXT]),
  ltrim: strict(TEXT, [TEXT]),
  nullif: { wants: ["same"], result: ([arg]) => maybe(arg.type) },
  octet_length: strict(INTEGER, [TEXT]),
  printf: FORMAT,
  quote: always(TEXT),
  random: COUNTER,
  randomblob: { ...always(BLOB, [INTEGER]), isVolatile: true },
  // With nothing to look for, the text is the answer whatever stands in the place of the third argument.
  replace: { ...strict(TEXT, [TEXT]), strict: false },
  round: strict(REAL, [REAL, INTEGER]),
  rtrim: strict(TEXT, [TEXT]),
  // NULL for what is no number.
  sign: perhaps(INTEGER, [REAL]),
  soundex: always(TEXT, [TEXT]),
  sqlite_compileoption_get: perhaps(TEXT, [INTEGER]),
  sqlite_compileoption_used: strict(BOOLEAN, [TEXT]),
  sqlite_source_id: always(TEXT),
  sqlite_version: always(TEXT),
  substr: SUBSTRING,
  substring: SUBSTRING,
  subtype: always(INTEGER),
  total_changes: COUNTER,
  trim: strict(TEXT, [TEXT]),
  typeof: always(TEXT),
  // NULL for what is no hexadecimal text.
  unhex: perhaps(BLOB, [TEXT]),
  // NULL for an empty text.
  unicode: perhaps(INTEGER, [TEXT]),
  unistr: strict(TEXT, [TEXT]),
  unistr_quote: always(TEXT, [TEXT]),
  unlikely: LIKELY,
  upper: strict(TEXT, [TEXT]),
  zeroblob: always(BLOB, [INTEGER]),
};

/** An empty result is NULL. A format that begins with a character of its own has none. */
function formatOf([{ type, nullable } = maybe(TEXT)]: readonly Inferred[]): Inferred {
  const formats = type.kind === "text" ? type.values : undefined;
  const mayBeEmpty = formats === undefined || formats.some((format) => format === "" || format.startsWith("%"));
  return { type: TEXT, nullable: nullable || mayBeEmpty };
}

/** Of bytes it gives bytes, and NULL of none; of everything else text. */
function substringOf(args: readonly Inferred[]): Inferred {
  const [{ type }] = args;
  if (type.kind === "blob" || type.kind === "unknown") return maybe(type);
  return { type: TEXT, nullable: args.some((arg) => arg.nullable) };
}
