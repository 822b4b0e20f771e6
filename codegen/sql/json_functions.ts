/** The rules of SQLite's JSON functions. What a document holds has no type; the document itself is text. */
import { always, type FunctionRule, type FunctionRules, perhaps, strict } from "./function_rule.ts";
import { BLOB, BOOLEAN, type Inferred, INTEGER, maybe, type SqlType, TEXT, unknown } from "./sql_type.ts";

const IN_DOCUMENT = "its type depends on the JSON document";

/** By names in lower case. */
export const JSON_FUNCTIONS: FunctionRules = {
  json: strict(TEXT, [TEXT]),
  json_array: always(TEXT),
  json_array_insert: edited(TEXT),
  // The path may lead nowhere.
  json_array_length: { wants: [TEXT], result: (args) => ({ type: INTEGER, nullable: isPathed(args) }) },
  json_error_position: strict(INTEGER, [TEXT]),
  json_extract: { wants: [TEXT], result: (args) => args.length > 2 ? maybe(TEXT) : unknown(IN_DOCUMENT) },
  json_insert: edited(TEXT),
  json_object: always(TEXT),
  json_patch: perhaps(TEXT, [TEXT]),
  json_pretty: perhaps(TEXT, [TEXT]),
  json_quote: always(TEXT),
  // Without "$" nothing is left.
  json_remove: perhaps(TEXT, [TEXT]),
  json_replace: edited(TEXT),
  json_set: edited(TEXT),
  json_type: { wants: [TEXT], result: (args) => ({ type: TEXT, nullable: isPathed(args) }) },
  json_valid: strict(BOOLEAN, [TEXT, INTEGER]),
  jsonb: strict(BLOB, [TEXT]),
  jsonb_array: always(BLOB),
  jsonb_array_insert: edited(BLOB),
  jsonb_extract: { wants: [TEXT], result: () => unknown(IN_DOCUMENT) },
  jsonb_insert: edited(BLOB),
  jsonb_object: always(BLOB),
  jsonb_patch: perhaps(BLOB, [TEXT]),
  jsonb_remove: perhaps(BLOB, [TEXT]),
  jsonb_replace: edited(BLOB),
  jsonb_set: edited(BLOB),
};

/** The document with changes: only the values that are put in may be NULL and leave it whole. */
function edited(type: SqlType): FunctionRule {
  return {
    wants: [TEXT, TEXT],
    result: (args) => ({ type, nullable: args.length === 0 || args.some((arg, at) => isNeeded(at) && arg.nullable) }),
  };
}

/** The document and the paths. */
function isNeeded(index: number): boolean {
  return index === 0 || index % 2 === 1;
}

function isPathed(args: readonly Inferred[]): boolean {
  return args.length > 1 || args[0].nullable;
}
