/**
 * Soundness by execution: every query of the golden corpus runs against tables filled at random, and no value and no
 * number of rows may contradict what was proven. fast-check prints the seed of a failure.
 */
import assert from "node:assert";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { openConnection } from "../../db/connection.ts";
import type { Connection } from "../../db/types.ts";
import { analyzeQuery } from "./analyze.ts";
import { checkQuery, type QueryModel } from "./check.ts";
import { prepareQuery } from "./prepare.ts";
import { scanQueries } from "./scan.ts";
import { readSchema, type Schema } from "./schema.ts";
import { fill, randomNumbers, run } from "./test_execution.ts";

const root = fileURLToPath(new URL("../../tests/golden/sql/", import.meta.url));
const cases = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !entry.name.startsWith("error_"))
  .map(({ name }) => name)
  .sort();

for (const name of cases) {
  Deno.test(`No value contradicts what is proven of the golden case ${name}`, () => {
    const connection = openMigrated(name);
    const schema = readSchema(connection);
    const models = modelsOf(name, connection, schema);
    let answered = 0;
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const random = randomNumbers(seed);
        connection.exec("BEGIN");
        fill(connection, schema, random);
        for (const model of models) if (run(connection, model, random)) answered++;
        connection.exec("ROLLBACK");
      }),
      { numRuns: 60, endOnFailure: true },
    );
    assert.ok(answered >= models.length * 20, `Only ${answered} of ${models.length * 60} queries ran`);
    connection.close();
  });
}

function openMigrated(name: string): Connection {
  const connection = openConnection(":memory:");
  // Rows are made without regard for each other.
  connection.exec("PRAGMA foreign_keys = OFF");
  connection.exec(readFileSync(`${root}${name}/migrations/001_schema.sql`, "utf8"));
  return connection;
}

function modelsOf(name: string, connection: Connection, schema: Schema): QueryModel[] {
  const files = readdirSync(`${root}${name}/app`, { recursive: true, encoding: "utf8" });
  const sources = files.filter((path) => path.endsWith(".sql"))
    .map((path) => ({ path, text: readFileSync(`${root}${name}/app/${path}`, "utf8") }));
  return sources.flatMap((source) => scanQueries(source).queries).flatMap((query) => {
    const prepared = prepareQuery(query, connection);
    assert.ok("sql" in prepared, query.name);
    const analyzed = analyzeQuery(query, prepared, schema);
    assert.ok("columns" in analyzed, query.name);
    const model = checkQuery(query, prepared, analyzed);
    assert.ok("columns" in model, query.name);
    // What a person promises is not proven: "n!" and CAST AS BOOLEAN.
    const promised = model.columns.map((column, at) =>
      prepared.columns[at].name.endsWith("!") || prepared.sql.includes(`AS BOOLEAN) AS ${column.label}`)
    );
    return {
      ...model,
      columns: model.columns.map((column, at) => promised[at] ? { ...column, promised: true } : column),
    };
  });
}
