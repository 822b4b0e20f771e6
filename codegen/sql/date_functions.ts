/** The rules of SQLite's date and time functions: what is no date gives NULL. */
import { always, type FunctionRule, type FunctionRules, perhaps } from "./function_rule.ts";
import { certain, INTEGER, REAL, type SqlType, TEXT, unknown } from "./sql_type.ts";

/** By names in lower case; `CURRENT_DATE` and its kin are calls without parentheses. */
export const DATE_FUNCTIONS: FunctionRules = {
  current_date: always(TEXT),
  current_time: always(TEXT),
  current_timestamp: always(TEXT),
  date: dateOf(TEXT),
  datetime: dateOf(TEXT),
  julianday: dateOf(REAL),
  strftime: perhaps(TEXT, [TEXT]),
  time: dateOf(TEXT),
  timediff: perhaps(TEXT, [TEXT]),
  // "subsec" makes it REAL, also when it comes from a column.
  unixepoch: { wants: [TEXT], result: (_, { now }) => now ? certain(INTEGER) : unknown("it may have fractions") },
};

function dateOf(type: SqlType): FunctionRule {
  return { wants: [TEXT], result: (_, { now }) => ({ type, nullable: !now }) };
}
