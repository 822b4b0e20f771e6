/**
 * The rules of functions by execution: every function is called with values of every kind, and neither its type, nor
 * whether it is NULL, nor what its result proves of its arguments may be contradicted.
 */
import assert from "node:assert";
import { openConnection } from "../../db/connection.ts";
import type { Connection } from "../../db/types.ts";
import type { QueryModel } from "./check.ts";
import { FAMILIES } from "./function_rules.ts";
import { readSchema, type Schema } from "./schema.ts";
import { checkValue, provenQuery, type Random, randomNumbers } from "./test_execution.ts";
import { pick } from "./test_random_expression.ts";

const VALUES: Readonly<Record<string, readonly string[]>> = {
  i: ["0", "1", "-1", "7", "9007199254740991"],
  r: ["0.0", "0.5", "-1.5", "1e10"],
  t: ["''", "'a'", "'1'", "'{}'", "'[1]'", "'%'", "'2024-02-29'", "'$'", "'$.a'", "'null'", "'Ä'", "'-'"],
  b: ["x''", "x'00'", "x'61'", "x'5B5D'"],
  f: ["0", "1"],
};
const TYPES: Readonly<Record<string, string>> = { i: "INTEGER", r: "REAL", t: "TEXT", b: "BLOB", f: "BOOLEAN" };
const KINDS = Object.keys(TYPES);
const COLUMNS = KINDS.flatMap((kind) => [kind, `${kind}0`]);
const ROWS = 24;
const calls = Deno.env.get("CI") === "true" ? 60 : 12;

const functions = ["core", "date", "json"].flatMap((family) => Object.keys(FAMILIES[family]))
  // They are written without parentheses, or want a constant.
  .filter((name) => !name.startsWith("current_") && name !== "likelihood");

Deno.test("No function contradicts its rule, whatever it is called with", () => {
  const connection = openConnection(":memory:");
  const given = Deno.env.get("SOUNDNESS_SEED");
  const seed = given === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(given);
  const random = randomNumbers(seed);
  fillValues(connection, random);
  const schema = readSchema(connection);
  const answered = new Map<string, number>();
  for (const name of functions) {
    for (let count = 0; count <= 4; count++) {
      for (let times = 0, refused = 0; times < (count === 0 ? 1 : calls) && refused < 12; times++) {
        const model = randomCall(name, count, { connection, schema, random });
        if (model === undefined) {
          // It does not take so many, or not of such types.
          refused++;
          continue;
        }
        const found = tryCalls(connection, model, `SOUNDNESS_SEED=${seed}: `);
        answered.set(name, (answered.get(name) ?? 0) + found);
      }
    }
  }
  connection.close();
  const untried = functions.filter((name) => !answered.get(name));
  // What a document holds has no type, nor has what may have a fraction.
  assert.deepStrictEqual(untried.sort(), ["jsonb_extract"]);
});

function fillValues(connection: Connection, random: Random): void {
  const columns = KINDS.flatMap((kind) => [`${kind} ${TYPES[kind]} NOT NULL`, `${kind}0 ${TYPES[kind]}`]);
  connection.exec(`CREATE TABLE v (id INTEGER PRIMARY KEY, ${columns.join(", ")}) ; BEGIN`);
  for (let row = 1; row <= ROWS; row++) {
    const values = KINDS.flatMap((kind) => {
      const nullable = random() < 0.4 ? "NULL" : pick(random, VALUES[kind]);
      return [VALUES[kind][row % VALUES[kind].length], nullable];
    });
    connection.exec(`INSERT INTO v VALUES (${[row, ...values].join(", ")})`);
  }
  connection.exec("COMMIT");
}

interface Making {
  readonly connection: Connection;
  readonly schema: Schema;
  readonly random: Random;
}

/** A call whose arguments come from rows of their own; what it proves of each is told by a CASE. */
function randomCall(name: string, count: number, { connection, schema, random }: Making): QueryModel | undefined {
  const args = Array.from({ length: count }, (_, at) => `v${at}.${pick(random, COLUMNS)}`);
  const call = `${name}(${args.join(", ")})`;
  const proven = args.map((arg, at) => `CASE WHEN ${call} IS NOT NULL THEN ${arg} ELSE v${at}.${arg[3]} END AS c${at}`);
  const from = args.map((_, at) => `v AS v${at}`).join(", ");
  const where = args.map((_, at) => `v${at}.id = :r${at}`).join(" AND ");
  const text = `SELECT ${[`${call} AS result`, ...proven].join(", ")}`;
  return provenQuery(count === 0 ? text : `${text} FROM ${from} WHERE ${where}`, connection, schema);
}

/** With the same rows in every place at first, which gives every value its turn. */
function tryCalls(connection: Connection, { sql, columns, parameters }: QueryModel, prefix: string): number {
  const statement = connection.prepare(sql);
  let answered = 0;
  for (let row = 0; row < ROWS; row++) {
    const rows = parameters.map((_, at) => BigInt(1 + (row + at * 5 * row) % ROWS));
    let values;
    try {
      values = statement.get(rows);
    } catch {
      // No JSON, no path, a number out of range: there is no result to judge.
      continue;
    }
    columns.forEach((field, at) => checkValue(values![at], field, `${prefix}${sql} of ${rows}: ${values![at]}`));
    answered++;
  }
  return answered;
}
