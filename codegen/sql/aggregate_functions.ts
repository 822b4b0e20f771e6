/** The rules of aggregates and of window functions: over no rows nearly all of them are NULL. */
import { always, type CallFacts, type FunctionRule, type FunctionRules, numberOf } from "./function_rule.ts";
import { BLOB, type Inferred, INTEGER, isNumeric, join, REAL, type SqlType, TEXT } from "./sql_type.ts";

const CONCAT: FunctionRule = { wants: [TEXT], result: overRows(() => TEXT) };

/** By names in lower case. Each may stand behind OVER too. */
export const AGGREGATE_FUNCTIONS: FunctionRules = {
  avg: { wants: [REAL], result: overRows((type) => isNumeric(type) ? REAL : numberOf(type)) },
  count: always(INTEGER),
  group_concat: CONCAT,
  json_group_array: always(TEXT),
  json_group_object: always(TEXT, [TEXT]),
  jsonb_group_array: always(BLOB),
  jsonb_group_object: always(BLOB, [TEXT]),
  max: { wants: ["own"], result: overRows((type) => type) },
  min: { wants: ["own"], result: overRows((type) => type) },
  string_agg: CONCAT,
  sum: { wants: ["own"], result: overRows(numberOf) },
  total: always(REAL, [REAL]),
};

const NEIGHBOUR: FunctionRule = {
  wants: ["same", INTEGER, "same"],
  // Outside of the partition there is the default, or else NULL.
  result: ([value, offset, otherwise]) =>
    otherwise === undefined
      ? { type: value.type, nullable: true }
      : { type: join([value, otherwise]).type, nullable: [value, offset, otherwise].some(({ nullable }) => nullable) },
};

const FRAME_VALUE: FunctionRule = { wants: ["own"], result: overRows((type) => type) };

/** What stands behind OVER only, by names in lower case. */
export const WINDOW_FUNCTIONS: FunctionRules = {
  cume_dist: always(REAL),
  dense_rank: always(INTEGER),
  first_value: FRAME_VALUE,
  lag: NEIGHBOUR,
  last_value: FRAME_VALUE,
  lead: NEIGHBOUR,
  nth_value: { wants: ["own", INTEGER], result: ([value]) => ({ type: value.type, nullable: true }) },
  ntile: always(INTEGER, [INTEGER]),
  percent_rank: always(REAL),
  rank: always(INTEGER),
  row_number: always(INTEGER),
};

function overRows(type: (arg: SqlType) => SqlType) {
  return ([arg]: readonly Inferred[], call: CallFacts): Inferred => ({
    type: type(arg.type),
    nullable: arg.nullable || !call.overRows,
  });
}
