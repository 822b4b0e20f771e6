/**
 * Runs proven queries on tables filled at random, for the soundness tests: no value and no number of rows may contradict
 * what is proven.
 */
import assert from "node:assert";
import type { Connection, SqlValue } from "../../db/types.ts";
import { analyzeQuery } from "./analyze.ts";
import { checkQuery, type Field, type KnownType, type QueryModel } from "./check.ts";
import { prepareQuery } from "./prepare.ts";
import { scanQueries } from "./scan.ts";
import type { Column, Schema } from "./schema.ts";

/** What a statement may stop with because of its rows; everything else is a fault of the test. */
export const ERRORS_OF_DATA =
  /constraint failed|datatype mismatch|integer overflow|malformed JSON|JSON path error|Error: ignore$/;

/** What is proven of a query, or nothing when it is refused. */
export function provenQuery(text: string, connection: Connection, schema: Schema): QueryModel | undefined {
  const { queries: [query] } = scanQueries({ path: "app/sql/random.sql", text });
  const prepared = prepareQuery(query, connection);
  if ("message" in prepared) return undefined;
  const analyzed = analyzeQuery(query, prepared, schema);
  if (Array.isArray(analyzed)) return undefined;
  const model = checkQuery(query, prepared, analyzed);
  return Array.isArray(model) ? undefined : model;
}

/** Runs one query and holds every row against what is proven; false when SQLite stops with an error of the data. */
export function run(connection: Connection, model: QueryModel, random: Random): boolean {
  const values = valuesFor(model, random);
  let rows: SqlValue[][];
  connection.exec("SAVEPOINT one");
  try {
    rows = connection.prepare(model.sql).all(values);
  } catch (error) {
    assert.match(String(error), ERRORS_OF_DATA, model.sql);
    return false;
  } finally {
    connection.exec("ROLLBACK TO one; RELEASE one");
  }
  if (model.single) assert.ok(rows.length <= 1, `${model.sql}: ${rows.length} rows`);
  if (model.single && model.query.cardinality === undefined && model.cardinality === "one") {
    assert.strictEqual(rows.length, 1, model.sql);
  }
  for (const row of rows) {
    assert.strictEqual(row.length, model.columns.length, model.name);
    model.columns.forEach((field, at) => {
      if (!("promised" in field)) checkValue(row[at], field, `${model.sql}\n${field.label}: ${row[at]}`);
    });
  }
  return true;
}

/** A value for each parameter of a query. */
export function valuesFor({ parameters }: QueryModel, random: Random): SqlValue[] {
  return parameters.map(({ type, nullable, isList }) =>
    isList ? listOf(type, random) : valueOf(type, nullable ? 0.3 : 0, random)
  );
}

/** None, one or a few, as the generated function binds them. */
function listOf(type: KnownType, random: Random): string {
  const items = Array.from({ length: Math.floor(random() * 4) }, () => valueOf(type, 0, random));
  return `[${items.map((item) => typeof item === "string" ? JSON.stringify(item) : String(item)).join(",")}]`;
}

/** Holds one value against what is proven of its column. */
export function checkValue(value: SqlValue, { type, nullable }: Field, message: string): void {
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
    case "bigint":
      return assert.ok(typeof value === "bigint" || Number.isInteger(value), message);
    case "date":
    case "timestamp":
    case "json":
      return assert.ok(typeof value === "string", message);
    case "text":
      return assert.ok(typeof value === "string" && (type.values?.includes(value) ?? true), message);
    default:
      return type satisfies never;
  }
}

/** A number from 0 to 1. */
export type Random = () => number;

/** The mulberry32 generator: a number from 0 to 1, the same ones for the same seed. */
export function randomNumbers(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Up to seven rows in each table, and often none at all: an aggregate over nothing is where NULL comes from. */
export function fill(connection: Connection, schema: Schema, random: Random): void {
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
    case "bigint":
      return one([0n, 1n, 2n ** 60n]);
    case "date":
      return one(["2024-02-29", "1999-12-31"]);
    case "timestamp":
      return one(["2024-02-29 23:59:59", "1999-12-31 00:00:00.001"]);
    case "json":
      return one(["{}", "[1]"]);
    case "text":
      return one(type.values ?? ["", "a", "B", "1", "01", "2024-02-30", "now"]);
    default:
      return type satisfies never;
  }
}
