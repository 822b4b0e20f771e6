/** Random tables and views for the soundness run: names are shared, so that NATURAL and USING find something. */
import type { Random } from "./test_execution.ts";
import { chance, type Kind, pick } from "./test_random_expression.ts";

/** What the columns of every random table hold. */
export const KINDS: Readonly<Record<string, Kind>> = {
  id: "int",
  n: "int",
  m: "int",
  r: "real",
  s: "text",
  e: "text",
  d: "text",
  f: "bool",
};

const DECLARED: Readonly<Record<string, string>> = {
  n: "INTEGER",
  m: "INTEGER",
  r: "REAL",
  s: "TEXT",
  f: "BOOLEAN",
  d: "DATE",
};

/** STRICT tables know five types only. */
const STRICT: Readonly<Record<string, string>> = { BOOLEAN: "INTEGER", DATE: "TEXT" };

/** The statements that create three tables and a view over them. */
export function randomSchema(random: Random): string {
  const tables = ["ta", "tb", "tc"].map((name) => randomTable(name, random));
  const join = pick(random, ["JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN"]);
  const view =
    `CREATE VIEW va AS SELECT ta.id, tb.n, ta.s, tb.r, ta.f, ta.e, ta.m, ta.d FROM ta ${join} tb ON ta.id = tb.n`;
  return [...tables, view].join(";\n");
}

function randomTable(name: string, random: Random): string {
  const isStrict = chance(random, 0.3);
  const columns = Object.entries(DECLARED).map(([column, declared]) => {
    const type = isStrict ? STRICT[declared] ?? declared : declared;
    const check = type === "BOOLEAN" ? " CHECK (f IN (0, 1))" : "";
    return `${column} ${type}${chance(random, 0.4) ? " NOT NULL" : ""}${chance(random, 0.1) ? " UNIQUE" : ""}${check}`;
  });
  columns.push(`e TEXT${chance(random, 0.5) ? " NOT NULL" : ""} CHECK (e IN ('x', 'y'))`);
  const key = pick(random, ["id INTEGER PRIMARY KEY", "id INT PRIMARY KEY", "id INTEGER UNIQUE"]);
  const withoutRowid = key.endsWith("PRIMARY KEY") && chance(random, 0.2) ? ["WITHOUT ROWID"] : [];
  const options = [...withoutRowid, ...isStrict ? ["STRICT"] : []].join(", ");
  if (chance(random, 0.3)) columns.push("g INTEGER GENERATED ALWAYS AS (n + m)");
  return `CREATE TABLE ${name} (${[key, ...columns].join(", ")}) ${options}`;
}
