/**
 * Soundness by execution on random schemas, rows and queries. What the analysis refuses is left out; what it accepts may
 * never be contradicted by a row. `SOUNDNESS_SEED` repeats a run.
 */
import assert from "node:assert";
import { openConnection } from "../../db/connection.ts";
import { readSchema } from "./schema.ts";
import { fill, provenQuery, type Random, randomNumbers, run } from "./test_execution.ts";
import { randomQuery } from "./test_random_query.ts";
import { randomSchema } from "./test_random_schema.ts";

const wanted = Deno.env.get("CI") === "true" ? 21_000 : 3_000;
const queriesOfSchema = 100;
const fillsOfSchema = 12;

Deno.test(`No row contradicts what is proven of random queries, ${wanted} executions`, () => {
  const given = Deno.env.get("SOUNDNESS_SEED");
  const seed = given === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(given);
  let executions = 0;
  let accepted = 0;
  let written = 0;
  for (let at = 0; executions < wanted; at++) {
    const counts = tryAndTell(seed + at);
    executions += counts.executions;
    accepted += counts.accepted;
    written += queriesOfSchema;
  }
  // A generator whose queries are mostly refused proves nothing.
  assert.ok(accepted > written / 3, `Only ${accepted} of ${written} queries were accepted (SOUNDNESS_SEED=${seed})`);
});

function tryAndTell(seed: number) {
  try {
    return trySchema(randomNumbers(seed));
  } catch (error) {
    throw new Error(`SOUNDNESS_SEED=${seed} finds a contradiction`, { cause: error });
  }
}

function trySchema(random: Random): { executions: number; accepted: number } {
  const connection = openConnection(":memory:");
  try {
    connection.exec(randomSchema(random));
    const schema = readSchema(connection);
    const models = Array.from({ length: queriesOfSchema }, () => provenQuery(randomQuery(random), connection, schema))
      .filter((model) => model !== undefined);
    let executions = 0;
    for (let times = 0; times < fillsOfSchema; times++) {
      connection.exec("BEGIN");
      fill(connection, schema, random);
      for (const model of models) if (run(connection, model, random)) executions++;
      connection.exec("ROLLBACK");
    }
    return { executions, accepted: models.length };
  } finally {
    connection.close();
  }
}
