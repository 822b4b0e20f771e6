/** Random statements over the random tables, for the soundness run: joins, CTEs, aggregates, windows, compounds, writes. */
import type { Random } from "./test_execution.ts";
import {
  chance,
  type Ingredients,
  type Kind,
  pick,
  type RandomColumn,
  randomExpression,
} from "./test_random_expression.ts";
import { KINDS } from "./test_random_schema.ts";

const TABLES = ["ta", "tb", "tc", "va"];
const ALL_KINDS: readonly Kind[] = ["int", "real", "text", "bool"];

/** One statement. */
export function randomQuery(random: Random): string {
  if (chance(random, 0.12)) return randomWrite(random);
  const arm = () => randomSelect(random, 4, ["int", "text", "real"]);
  if (chance(random, 0.1)) return `${arm()} ${pick(random, ["UNION", "UNION ALL", "INTERSECT", "EXCEPT"])} ${arm()}`;
  if (chance(random, 0.1)) return recursive(random);
  if (chance(random, 0.1)) return `VALUES (${leafRow(random)}), (${leafRow(random)})`;
  if (chance(random, 0.15)) {
    const inner = randomSelect(random, 3, ["int", "int", "text"]);
    return `WITH w (id, n, s) AS (${inner}) SELECT w.id, w.s, ta.n FROM w ${joinWord(random)} ta ON w.n = ta.id`;
  }
  return randomSelect(random, 4, Array.from({ length: 1 + Math.floor(random() * 4) }, () => pick(random, ALL_KINDS)));
}

function leafRow(random: Random): string {
  return [pick(random, ["1", "NULL"]), pick(random, ["'a'", "NULL", "1"]), "0.5"].join(", ");
}

function recursive(random: Random): string {
  const next = pick(random, ["w.n + 1", "nullif(w.n + 1, 3)", "w.n + ta.n", "ta.n"]);
  return `WITH RECURSIVE w (n, s) AS (SELECT id, s FROM ta UNION ALL SELECT ${next}, w.s FROM w JOIN ta ON w.n = ta.id ` +
    `LIMIT 20) SELECT n, s, count(*) OVER () AS c FROM w`;
}

function joinWord(random: Random): string {
  return pick(random, ["JOIN", "LEFT JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN"]);
}

/** A SELECT with columns of these kinds, named after their places. */
function randomSelect(
  random: Random,
  depth: number,
  kinds: readonly Kind[],
  outer: readonly RandomColumn[] = [],
): string {
  const { text: from, columns } = randomFrom(random, depth);
  const here = ingredients(random, [...columns, ...chance(random, 0.3) ? outer : []], depth);
  const where = chance(random, 0.6) ? ` WHERE ${condition(here)}` : "";
  const style = pick(random, ["plain", "plain", "plain", "window", "grouped", "all"]);
  const group = style === "grouped" ? ` GROUP BY ${randomExpression("int", 1, here)}` : "";
  const isFiltered = style === "grouped" && chance(random, 0.4);
  const having = isFiltered ? ` HAVING ${chance(random, 0.4) ? "count(*) > 1" : condition(here)}` : "";
  const items = kinds.map((kind, at) => `${item(kind, style, here)} AS c${at}`);
  const star = depth === 4 && outer.length === 0 && chance(random, 0.05) ? "*" : items.join(", ");
  const limit = chance(random, 0.1) ? ` LIMIT ${pick(random, ["1", "2", "0"])}` : "";
  const isNamed = items.some((text) => text.includes(" OVER w"));
  const window = isNamed ? ` WINDOW w AS (ORDER BY ${pick(random, ["1", "1", "count(*)"])}${frame(random)})` : "";
  return `SELECT ${
    chance(random, 0.1) ? "DISTINCT " : ""
  }${star} FROM ${from}${where}${group}${having}${window}${limit}`;
}

function ingredients(random: Random, columns: readonly RandomColumn[], depth: number): Ingredients {
  return {
    random,
    columns,
    subquery: (kind, outer) => depth > 2 ? randomSelect(random, depth - 2, [kind], outer) : "SELECT 1",
  };
}

/** A condition that often proves something: of single columns, joined by AND. */
function condition(here: Ingredients): string {
  const { random, columns } = here;
  const one = () => {
    const { text, kind } = pick(random, columns);
    return pick(random, [
      `${text} IS NOT NULL`,
      `${text} IS NULL`,
      `${text} IN :${text.replace(".", "_")}`,
      `${text} = ${randomExpression(kind, 1, here)}`,
      `${text} <= ${pick(random, columns).text}`,
      `(${text} > 0 OR ${text} IS NULL)`,
      `NOT (${text} IS NULL)`,
      randomExpression("bool", 2, here),
    ]);
  };
  return Array.from({ length: 1 + Math.floor(random() * 2) }, one).join(" AND ");
}

function item(kind: Kind, style: string, here: Ingredients): string {
  const { random } = here;
  const inner = () => randomExpression(kind, 1, here);
  if (style === "plain" || chance(random, 0.3)) return randomExpression(kind, 2, here);
  const filter = chance(random, 0.2) ? ` FILTER (WHERE ${randomExpression("bool", 1, here)})` : "";
  if (style !== "window") return aggregate(kind, inner, here) + filter;
  if (chance(random, 0.1)) return `${windowFunction(kind, inner, random)} OVER w`;
  const over = ` OVER (${pick(random, ["", "PARTITION BY 1 "])}ORDER BY ${randomExpression("int", 0, here)}${
    frame(random)
  })`;
  if (chance(random, 0.5)) return aggregate(kind, inner, here) + filter + over;
  return windowFunction(kind, inner, random) + over;
}

function aggregate(kind: Kind, inner: () => string, { random }: Ingredients): string {
  const choices: Record<Kind, string[]> = {
    int: [`sum(${inner()})`, "count(*)", `count(${inner()})`, `max(${inner()})`],
    real: [`avg(${inner()})`, `total(${inner()})`, `sum(${inner()})`, `min(${inner()})`],
    text: [
      `group_concat(${inner()})`,
      `min(${inner()})`,
      `string_agg(${inner()}, ',')`,
      `json_group_array(${inner()})`,
    ],
    bool: [`max(${inner()})`, `min(${inner()})`],
  };
  return pick(random, choices[kind]);
}

function windowFunction(kind: Kind, inner: () => string, random: Random): string {
  const value = [
    `lag(${inner()})`,
    `lead(${inner()}, 1, ${inner()})`,
    `first_value(${inner()})`,
    `last_value(${inner()})`,
    `nth_value(${inner()}, 2)`,
  ];
  const own: Record<Kind, string[]> = {
    int: ["row_number()", "rank()", "dense_rank()", "ntile(2)"],
    real: ["percent_rank()", "cume_dist()"],
    text: [],
    bool: [],
  };
  return pick(random, [...value, ...own[kind]]);
}

function frame(random: Random): string {
  const bound = () => pick(random, ["1 PRECEDING", "CURRENT ROW", "1 FOLLOWING"]);
  return pick(random, [
    "",
    " ROWS 1 PRECEDING",
    ` ROWS BETWEEN ${bound()} AND ${bound()}`,
    " ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING",
    " GROUPS BETWEEN 1 PRECEDING AND 1 FOLLOWING EXCLUDE TIES",
    " ROWS BETWEEN CURRENT ROW AND 1 FOLLOWING EXCLUDE CURRENT ROW",
    " RANGE BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING",
  ]);
}

function randomFrom(random: Random, depth: number): { text: string; columns: RandomColumn[] } {
  const count = pick(random, [1, 1, 2, 2, 3]);
  const columns: RandomColumn[] = [];
  let text = "";
  for (let at = 0; at < count; at++) {
    const alias = `${"xyz"[at]}${depth}`;
    const isSelect = depth > 1 && chance(random, 0.2);
    const source = isSelect
      ? `(SELECT c0 AS id, c1 AS n, c2 AS s FROM (${
        randomSelect(random, depth - 2, ["int", "int", "text"])
      })) AS ${alias}`
      : `${pick(random, TABLES)} AS ${alias}`;
    const names = isSelect ? ["id", "n", "s"] : Object.keys(KINDS);
    columns.push(...names.map((name) => ({ text: `${alias}.${name}`, kind: KINDS[name] })));
    text += at === 0 ? source : ` ${randomJoin(random, source, { alias, columns, at })}`;
  }
  if (text.includes("USING (id)")) columns.push({ text: "id", kind: "int" });
  return { text, columns };
}

interface Joining {
  readonly alias: string;
  readonly columns: readonly RandomColumn[];
  readonly at: number;
}

function randomJoin(random: Random, source: string, { alias, columns, at }: Joining): string {
  const word = joinWord(random);
  if (chance(random, 0.2)) return `${word} ${source} USING (id)`;
  if (at === 1 && chance(random, 0.05)) return `NATURAL ${word} ${source}`;
  const other = pick(random, columns.filter(({ text, kind }) => kind === "int" && !text.startsWith(alias))).text;
  return `${word} ${source} ON ${pick(random, [`${alias}.id = ${other}`, `${alias}.n = ${other}`, `${alias}.n > 0`])}`;
}

/** A statement that writes to one of the tables. */
export function randomWrite(random: Random): string {
  const table = pick(random, ["ta", "tb", "tc"]);
  const columns = Object.entries(KINDS).map(([name, kind]) => ({ text: name, kind }));
  const here = ingredients(random, columns, 1);
  const returning = pick(random, [
    "*",
    `id, ${randomExpression("int", 2, here)} AS a, ${randomExpression("text", 1, here)} AS b`,
  ]);
  const where = `${pick(random, ["n", "s", "r"])} IS NOT NULL`;
  const values = "(:id, :n, :m, :r, :s, :e, :f, :d)";
  return pick(random, [
    `UPDATE ${table} SET n = :n, s = :s WHERE ${where} RETURNING ${returning}`,
    `DELETE FROM ${table} WHERE ${where} RETURNING ${returning}`,
    `INSERT INTO ${table} (id, n, m, r, s, e, f, d) VALUES ${values} ON CONFLICT DO UPDATE SET n = excluded.n RETURNING ${returning}`,
    `INSERT OR IGNORE INTO ${table} (id, n, m, r, s, e, f, d) VALUES ${values} RETURNING ${returning}`,
    `REPLACE INTO ${table} (id, n, m, r, s, e, f, d) VALUES ${values} RETURNING ${returning}`,
  ]);
}
