/**
 * Finds the rule for a function call. A function without one has no type here, and `CAST(… AS …)` gives it one.
 */
import { AGGREGATE_FUNCTIONS, WINDOW_FUNCTIONS } from "./aggregate_functions.ts";
import { CORE_FUNCTIONS, GREATEST } from "./core_functions.ts";
import { DATE_FUNCTIONS } from "./date_functions.ts";
import type { FunctionRule, FunctionRules } from "./function_rule.ts";
import { JSON_FUNCTIONS } from "./json_functions.ts";

/** The rules by families, by names in lower case. `iif` is none of them: it is read as CASE. */
export const FAMILIES: Readonly<Record<string, FunctionRules>> = {
  core: CORE_FUNCTIONS,
  aggregate: AGGREGATE_FUNCTIONS,
  window: WINDOW_FUNCTIONS,
  date: DATE_FUNCTIONS,
  json: JSON_FUNCTIONS,
};

const RULES = new Map(Object.values(FAMILIES).flatMap((rules) => Object.entries(rules)));

/** The rule for a call by name and number of arguments. */
export function ruleOf(name: string, args: number): FunctionRule | undefined {
  const key = name.toLowerCase();
  return (key === "min" || key === "max") && args > 1 ? GREATEST : RULES.get(key);
}
