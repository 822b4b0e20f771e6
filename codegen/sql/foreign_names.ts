/**
 * Functions, tables and statements of other databases, with what SQLite has in their place. All names are in lower case.
 */

const DATE_PART = "Write strftime: CAST(strftime('%Y', …) AS INTEGER) is the year, %m the month, %d the day";
const SHIFT = "Write a modifier: date(…, '+1 day'), datetime(…, '-2 hours')";
const PATTERN = "Write LIKE with % and _, or GLOB with *, ? and [a-z]: SQLite has no regular expressions here";
const MATHEMATICS = "Compute it in TypeScript: SQLite has no functions of mathematics here";
const FORMAT = "Write strftime('%d.%m.%Y', …)";
const IDENTITY = "Give crypto.randomUUID() as a parameter";
const PADDING = "Write format('%5s', …), or '%05d' for a number";
const NOW = "Write datetime('now'), or date('now') for the day";
const SERIES = "Write WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 9)";
const LIST = "Write a list parameter: id IN :ids, or id IN (SELECT value FROM json_each(…))";

const FUNCTIONS: Readonly<Record<string, string>> = {
  any: "Write IN, without parentheses around the list: id IN :ids",
  array_agg: "Write json_group_array(…)",
  bool_and: "Write min(…)",
  bool_or: "Write max(…)",
  ceil: MATHEMATICS,
  ceiling: MATHEMATICS,
  char_length: "Write length(…)",
  character_length: "Write length(…)",
  charindex: "Write instr(text, part)",
  convert: "Write CAST(… AS TEXT)",
  curdate: "Write date('now')",
  curtime: "Write time('now')",
  date_add: SHIFT,
  date_format: FORMAT,
  date_part: DATE_PART,
  date_sub: SHIFT,
  date_trunc: "Write date(…, 'start of month'), or 'start of year' or 'start of day'",
  dateadd: SHIFT,
  datediff: "Write julianday(…) - julianday(…)",
  day: DATE_PART,
  every: "Write min(…)",
  floor: MATHEMATICS,
  from_unixtime: "Write datetime(…, 'unixepoch')",
  gen_random_uuid: IDENTITY,
  generate_series: SERIES,
  getdate: NOW,
  getutcdate: NOW,
  greatest: "Write max(…) of several",
  hour: "Write CAST(strftime('%H', …) AS INTEGER)",
  json_agg: "Write json_group_array(…)",
  json_build_array: "Write json_array(…)",
  json_build_object: "Write json_object(…)",
  json_object_agg: "Write json_group_object(…)",
  jsonb_agg: "Write json_group_array(…)",
  jsonb_build_array: "Write json_array(…)",
  jsonb_build_object: "Write json_object(…)",
  last_insert_id: "Write last_insert_rowid()",
  lastval: "Write last_insert_rowid()",
  lcase: "Write lower(…)",
  least: "Write min(…) of several",
  left: "Write substr(…, 1, 2)",
  len: "Write length(…)",
  locate: "Write instr(text, part)",
  lpad: PADDING,
  mod: "Write %",
  month: DATE_PART,
  newid: IDENTITY,
  now: NOW,
  nvl: "Write ifnull(…, 'x')",
  pow: MATHEMATICS,
  power: MATHEMATICS,
  rand: "Write random(), a whole number of 64 bits",
  regexp: PATTERN,
  regexp_like: PATTERN,
  regexp_matches: PATTERN,
  right: "Write substr(…, -2)",
  rpad: PADDING,
  scope_identity: "Write last_insert_rowid()",
  sqrt: MATHEMATICS,
  strpos: "Write instr(text, part)",
  sysdate: NOW,
  to_char: FORMAT,
  to_date: "Write date(…)",
  to_timestamp: "Write datetime(…, 'unixepoch')",
  top: "Write LIMIT at the end",
  ucase: "Write upper(…)",
  unix_timestamp: "Write unixepoch('now')",
  unnest: LIST,
  utc_timestamp: NOW,
  uuid: IDENTITY,
  uuid_generate_v4: IDENTITY,
  year: DATE_PART,
};

const TABLES: Readonly<Record<string, string>> = {
  dual: "Leave out FROM dual: a SELECT needs no table",
  generate_series: SERIES,
  unnest: LIST,
};

const PROCEDURES = "Write it in TypeScript: SQLite has no procedures";
const TABLE_NAMES = "Write SELECT name FROM sqlite_schema WHERE type = 'table'";
const UPSERT = "Write INSERT INTO … ON CONFLICT (…) DO UPDATE SET …";

const STATEMENTS: Readonly<Record<string, string>> = {
  call: PROCEDURES,
  declare: PROCEDURES,
  desc: TABLE_NAMES,
  describe: TABLE_NAMES,
  do: PROCEDURES,
  exec: PROCEDURES,
  execute: PROCEDURES,
  explain: 'Run "deno task sql explain NAME"',
  merge: UPSERT,
  show: TABLE_NAMES,
  truncate: "Write DELETE FROM …",
  upsert: UPSERT,
};

/** What to write for a function that SQLite does not have. */
export function hintForFunction(name: string): string | undefined {
  return Object.hasOwn(FUNCTIONS, name.toLowerCase()) ? FUNCTIONS[name.toLowerCase()] : undefined;
}

/** What to write for a table that nobody has created. */
export function hintForTable(name: string): string | undefined {
  const key = name.toLowerCase();
  if (key.startsWith("information_schema.") || key.startsWith("pg_catalog.")) return TABLE_NAMES;
  return Object.hasOwn(TABLES, key) ? TABLES[key] : undefined;
}

/** What to write for a statement that SQLite does not have, by its first word. */
export function hintForStatement(word: string): string | undefined {
  return Object.hasOwn(STATEMENTS, word.toLowerCase()) ? STATEMENTS[word.toLowerCase()] : undefined;
}
