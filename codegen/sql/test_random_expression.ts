/** Random expressions of a kind, for the soundness run. What the analysis refuses is left out there. */
import type { Random } from "./test_execution.ts";

/** What an expression is meant to hold. */
export type Kind = "int" | "real" | "text" | "bool";

/** A column that an expression may use. */
export interface RandomColumn {
  readonly text: string;
  readonly kind: Kind;
}

/** What random expressions are made of. */
export interface Ingredients {
  readonly random: Random;
  readonly columns: readonly RandomColumn[];
  /** A SELECT of one column, for subqueries. */
  subquery(kind: Kind, outer: readonly RandomColumn[]): string;
}

/** One of them. */
export function pick<Value>(random: Random, values: readonly Value[]): Value {
  return values[Math.floor(random() * values.length)];
}

/** Whether something that happens this often happens now. */
export function chance(random: Random, probability: number): boolean {
  return random() < probability;
}

const KINDS: readonly Kind[] = ["int", "real", "text", "bool"];

/** An expression of a kind, at most so deep. */
export function randomExpression(kind: Kind, depth: number, from: Ingredients): string {
  const { random } = from;
  if (depth === 0 || chance(random, 0.2)) return leaf(kind, from);
  const sub = (next: Kind = kind) => randomExpression(next, depth - 1, from);
  const any = () => sub(pick(random, KINDS));
  const general = [
    () => `coalesce(${sub()}, ${sub()})`,
    () => `ifnull(${sub()}, ${sub()})`,
    () => `nullif(${sub()}, ${sub()})`,
    () => `iif(${sub("bool")}, ${sub()}, ${sub()})`,
    () => `if(${sub("bool")}, ${sub()}, ${sub("bool")}, ${sub()}, ${sub()})`,
    () => `CASE WHEN ${sub("bool")} THEN ${sub()} WHEN ${sub("bool")} THEN ${sub()} ELSE ${sub()} END`,
    () => `CASE ${any()} WHEN ${any()} THEN ${sub()} ELSE ${sub()} END`,
    () => `max(${sub()}, ${sub()})`,
    () => `likely(${sub()})`,
    () => `(${from.subquery(kind, from.columns)})`,
    () => guarded(kind, from),
    () => `+${sub()}`,
  ];
  return pick(random, [...general, ...OPERATIONS[kind](sub, any, from)])();
}

type Sub = (kind?: Kind) => string;
type Operations = (sub: Sub, any: () => string, from: Ingredients) => (() => string)[];

const OPERATIONS: Readonly<Record<Kind, Operations>> = {
  int: (sub, any, { random }) => [
    () => `(${sub()} ${pick(random, ["+", "-", "*", "/", "%", "&", "|"])} ${sub()})`,
    () => `(${sub()} / 2)`,
    () => `-${sub()}`,
    () => `abs(${sub()})`,
    () => `length(${any()})`,
    () => `octet_length(${any()})`,
    () => `instr(${sub("text")}, ${sub("text")})`,
    () => `unicode(${sub("text")})`,
    () => `sign(${sub("real")})`,
    () => `CAST(${any()} AS INTEGER)`,
    () => `json_array_length(json_array(${any()}, ${any()}))`,
    () => `json_array_length(json_object('k', ${any()}), '$.k')`,
  ],
  real: (sub, any, { random }) => [
    () => `(${sub()} ${pick(random, ["+", "-", "/"])} ${sub(pick(random, ["int", "real"]))})`,
    () => `round(${sub()}, 1)`,
    () => `abs(${sub()})`,
    () => `CAST(${any()} AS REAL)`,
    () => `julianday(${sub("text")})`,
  ],
  text: (sub, any, { random }) => [
    () => `(${sub()} || ${any()})`,
    () => `${pick(random, ["upper", "lower", "trim", "ltrim", "soundex", "quote", "hex", "unistr_quote"])}(${sub()})`,
    () => `substr(${sub()}, ${sub("int")}, ${sub("int")})`,
    () => `replace(${sub()}, ${sub()}, ${sub()})`,
    () => `printf('%s-%d', ${any()}, ${any()})`,
    () => `format(${sub()})`,
    () => `concat(${any()}, ${any()})`,
    () => `concat_ws(${sub()}, ${any()}, ${any()})`,
    () => `char(${sub("int")})`,
    () => `typeof(${any()})`,
    () => `${pick(random, ["date", "time", "datetime"])}(${sub()})`,
    () => `date('now', ${sub()})`,
    () => `strftime('%Y', ${sub()})`,
    () => `timediff(${sub()}, ${sub()})`,
    () => `CAST(${any()} AS TEXT)`,
    () => `json_object('k', ${any()})`,
    () => `json_array(${any()}, ${any()})`,
    () => `json_type(json_array(${any()}), '$[0]')`,
    () => `json_type(json_quote(${any()}))`,
    () => `(json_object('k', ${any()}) -> '$.k')`,
    () => `json_set(json_object('k', ${any()}), '$.l', ${any()})`,
    () => `json_remove(json_array(${any()}), '$[0]')`,
    () => `json_patch(json_object('k', ${any()}), json_object('k', ${any()}))`,
    () => `json_pretty(json_array(${any()}))`,
    () => `json_extract(json_array(${any()}), '$[0]', '$[1]')`,
  ],
  bool: (sub, any, from) => [
    () => comparison(from, sub),
    () => comparison(from, sub),
    () => `(${any()} IS ${pick(from.random, ["", "NOT "])}NULL)`,
    () => `(${any()} IS ${any()})`,
    () => `(${sub()} AND ${sub()})`,
    () => `(${sub()} OR ${sub()})`,
    () => `(NOT ${sub()})`,
    () => `(${sub("int")} ${pick(from.random, ["", "NOT "])}BETWEEN ${sub("int")} AND ${sub("int")})`,
    () => `(${sub("text")} ${pick(from.random, ["", "NOT "])}LIKE ${sub("text")})`,
    () => `(${sub("int")} ${pick(from.random, ["", "NOT "])}IN (${sub("int")}, ${sub("int")}))`,
    () => `(${sub("int")} ${pick(from.random, ["", "NOT "])}IN (${from.subquery("int", from.columns)}))`,
    () => `EXISTS (${from.subquery("int", from.columns)})`,
    () => `json_valid(${sub("text")})`,
    () => `(${sub("int")} = 1 IS TRUE)`,
  ],
};

function comparison({ random }: Ingredients, sub: Sub): string {
  const kind = pick(random, KINDS);
  return `(${sub(kind)} ${pick(random, ["=", "<>", "<", "<=", ">", ">="])} ${sub(kind)})`;
}

/** A column where a condition has proven that it has a value, or has not. */
function guarded(kind: Kind, { random, columns }: Ingredients): string {
  const own = columns.filter((column) => column.kind === kind);
  if (own.length === 0) return "1";
  const { text } = pick(random, own);
  const other = pick(random, columns).text;
  const condition = pick(random, [
    `${text} IS NOT NULL`,
    `${text} = ${other}`,
    `NOT (${text} IS NULL OR ${other} IS NULL)`,
    `${text} IS NULL AND ${other} > 1`,
    `${text} > ${other} OR ${text} < 1`,
  ]);
  return `CASE WHEN ${condition} THEN ${text} ELSE ${pick(random, [text, other, "1"])} END`;
}

function leaf(kind: Kind, { random, columns }: Ingredients): string {
  const own = columns.filter((column) => column.kind === kind);
  if (own.length > 0 && chance(random, 0.8)) return pick(random, own).text;
  if (chance(random, 0.1)) return "NULL";
  return pick(
    random,
    { int: ["0", "1", "2"], real: ["0.5", "-1.0"], text: ["''", "'a'", "'2024-01-31'"], bool: ["TRUE", "FALSE"] }[kind],
  );
}
