/**
 * Soundness by execution: every query of the golden corpus runs against tables filled at random, and no value and no
 * number of rows may contradict what was proven. fast-check prints the seed of a failure.
 */
import assert from "node:assert";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { openConnection } from "../../db/connection.ts";
import type { Connection, SqlValue } from "../../db/types.ts";
import { analyzeQuery } from "./analyze.ts";
import { checkQuery, type Field, type KnownType, type QueryModel } from "./check.ts";
import { prepareQuery } from "./prepare.ts";
import { scanQueries } from "./scan.ts";
import { type Column, readSchema, type Schema } from "./schema.ts";

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

function run(connection: Connection, model: QueryModel, random: Random): boolean {
  const values = model.parameters.map(({ type, nullable }) => valueOf(type, nullable ? 0.3 : 0, random));
  let rows: SqlValue[][];
  connection.exec("SAVEPOINT one");
  try {
    rows = connection.prepare(model.sql).all(values);
  } catch (error) {
    assert.match(String(error), /constraint failed|integer overflow|malformed JSON|Error: ignore$/, model.name);
    return false;
  } finally {
    connection.exec("ROLLBACK TO one; RELEASE one");
  }
  if (model.single) assert.ok(rows.length <= 1, `${model.name}: ${rows.length} rows`);
  if (model.single && model.query.cardinality === undefined && model.cardinality === "one") {
    assert.strictEqual(rows.length, 1, model.name);
  }
  for (const row of rows) {
    assert.strictEqual(row.length, model.columns.length, model.name);
    model.columns.forEach((field, at) => {
      if (!("promised" in field)) checkValue(row[at], field, `${model.name}.${field.label}: ${row[at]}`);
    });
  }
  return true;
}

function checkValue(value: SqlValue, { type, nullable }: Field, message: string): void {
  if (value === null) return assert.ok(nullable, message);
  switch (type.kind) {
    case "integer":
      return assert.ok(typeof value === "bigint" || Number.isInteger(value), message);
    case "real":
      return assert.ok(typeof value === "number", message);
    case "boolean":
      return assert.ok(value === 0 || value === 1, message);
    case "blob":
      return assert.ok(value instanceof Uint8Array, message);
    case "text":
      return assert.ok(typeof value === "string" && (type.values?.includes(value) ?? true), message);
    default:
      return type satisfies never;
  }
}

type Random = () => number;

/** The mulberry32 generator: a number from 0 to 1, the same ones for the same seed. */
function randomNumbers(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Up to seven rows in each table, and often none at all: an aggregate over nothing is where NULL comes from. */
function fill(connection: Connection, schema: Schema, random: Random): void {
  for (const table of schema.tables.values()) {
    if (table.name.startsWith("sqlite_")) continue;
    const columns = table.columns.filter(({ generated }) => !generated);
    const places = columns.map((_, at) => `?${at + 1}`).join(", ");
    const names = columns.map(({ name }) => `"${name}"`).join(", ");
    const insert = connection.prepare(`INSERT OR IGNORE INTO "${table.name}" (${names}) VALUES (${places})`);
    const count = random() < 0.3 ? 0 : Math.floor(random() * 8);
    for (let row = 0; row < count; row++) {
      try {
        insert.run(columns.map((column) => cell(column, random)));
      } catch (error) {
        // A trigger of a golden case that is loud on purpose.
        assert.match(String(error), /Error: ignore$/);
      }
    }
  }
}

function cell({ type, acceptsNull }: Column, random: Random): SqlValue {
  assert.ok(type.kind !== "unknown" && type.kind !== "null");
  return valueOf(type, acceptsNull ? 0.4 : 0, random);
}

/** Few different values, so that comparisons and joins find something. */
function valueOf(type: KnownType, nulls: number, random: Random): SqlValue {
  if (random() < nulls) return null;
  const one = <Value>(values: readonly Value[]) => values[Math.floor(random() * values.length)];
  switch (type.kind) {
    case "integer":
      return BigInt(Math.floor(random() * 6) - 1);
    case "real":
      return one([0, 1, -1.5, 2.25, 1e10]);
    case "boolean":
      return one([0n, 1n]);
    case "blob":
      return new Uint8Array([Math.floor(random() * 3)]);
    case "text":
      return one(type.values ?? ["", "a", "B", "1", "01", "2024-02-30", "now"]);
    default:
      return type satisfies never;
  }
}
