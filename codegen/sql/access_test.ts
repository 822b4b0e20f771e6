/**
 * Read and write sets by execution: a statement changes nothing but what it says that it writes, and what changes the
 * result of a query is what the query says that it reads.
 */
import assert from "node:assert";
import { readFileSync } from "node:fs";
import { openConnection } from "../../db/connection.ts";
import type { Connection, SqlValue, TableChange } from "../../db/types.ts";
import type { Access } from "./access.ts";
import type { QueryModel } from "./check.ts";
import { readSchema, type Schema, type Table } from "./schema.ts";
import { ERRORS_OF_DATA, fill, provenQuery, type Random, randomNumbers, valuesFor } from "./test_execution.ts";
import { randomQuery, randomWrite } from "./test_random_query.ts";
import { randomSchema } from "./test_random_schema.ts";

const schemas = Deno.env.get("CI") === "true" ? 100 : 25;
const golden = new URL("../../tests/golden/sql/access/", import.meta.url);

Deno.test("Read and write sets hold for triggers, foreign keys, generated columns, views and REPLACE", () => {
  const schema = readFileSync(new URL("migrations/001_schema.sql", golden), "utf8");
  const texts = readFileSync(new URL("app/sql/queries.sql", golden), "utf8").split(";\n").filter((text) => text !== "");
  const counts = { changes: 0, untouched: 0 };
  for (let seed = 0; seed < 60; seed++) tryAccess({ schema, texts, random: randomNumbers(seed) }, counts);
  assert.ok(counts.changes > 300, `Only ${counts.changes} statements changed something`);
  assert.ok(counts.untouched > 3_000, `Only ${counts.untouched} pairs of a write and an unconcerned query`);
});

Deno.test("Read and write sets hold for random statements", () => {
  const given = Deno.env.get("SOUNDNESS_SEED");
  const first = given === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(given);
  const counts = { changes: 0, untouched: 0 };
  for (let seed = first; seed < first + schemas; seed++) {
    const random = randomNumbers(seed);
    // An index that covers a query decides the order of its rows, and with it what LIMIT and windows see.
    const schema = randomSchema(random).replaceAll(" UNIQUE", "");
    const reads = Array.from({ length: 40 }, () => randomQuery(random)).filter((text) => !CLOCK.test(text));
    const writes = Array.from({ length: 10 }, () => randomWrite(random));
    try {
      tryAccess({ schema, texts: [...reads, ...writes], random }, counts);
    } catch (error) {
      throw new Error(`SOUNDNESS_SEED=${seed} finds a contradiction`, { cause: error });
    }
  }
  assert.ok(counts.untouched > 10 * schemas, `Only ${counts.untouched} pairs of a write and an unconcerned query`);
});

Deno.test("An update of a virtual table changes its hidden columns too", () => {
  const connection = openConnection(":memory:");
  connection.exec("CREATE VIRTUAL TABLE notes USING fts5 (title, body)");
  const schema = readSchema(connection);
  const access = (text: string) => provenQuery(text, connection, schema)?.access;
  assert.deepStrictEqual(access("SELECT rowid FROM notes WHERE notes MATCH :q")?.reads, { notes: ["notes", "rowid"] });
  assert.deepStrictEqual(access("UPDATE notes SET title = CAST(:t AS TEXT)")?.writes, {
    notes: { update: ["notes", "rank", "title"] },
  });
  connection.close();
});

/** Functions that the text "now" makes depend on the clock. */
const CLOCK = /(?:julianday|date|time|timediff|strftime)\(/;

interface Trial {
  readonly schema: string;
  readonly texts: readonly string[];
  readonly random: Random;
}

function tryAccess({ schema: sql, texts, random }: Trial, counts: { changes: number; untouched: number }): void {
  const connection = openConnection(":memory:");
  // Rows are made without regard for each other.
  connection.exec("PRAGMA foreign_keys = OFF");
  connection.exec(sql);
  const schema = readSchema(connection);
  fill(connection, schema, random);
  connection.exec("PRAGMA foreign_keys = ON");
  const models = texts.map((text) => provenQuery(text, connection, schema)).filter((model) => model !== undefined);
  const reading = models.filter(({ writes }) => !writes).map((model) => ({ model, values: valuesFor(model, random) }));
  for (const model of models.filter(({ writes }) => writes)) {
    connection.exec("SAVEPOINT one");
    const before = snapshot(connection, schema);
    const results = reading.map(({ model, values }) => resultOf(connection, model, values));
    if (resultOf(connection, model, valuesFor(model, random)) !== undefined) {
      const after = snapshot(connection, schema);
      for (const table of before.keys()) {
        if (checkTable(table, { before: before.get(table)!, after: after.get(table)!, model })) counts.changes++;
      }
      reading.forEach(({ model: read, values }, at) => {
        if (touches(model.access, read.access)) return;
        counts.untouched++;
        assert.deepStrictEqual(resultOf(connection, read, values), results[at], `${model.sql}\nchanges\n${read.sql}`);
      });
    }
    connection.exec("ROLLBACK TO one; RELEASE one");
  }
  connection.close();
}

/** The rows in any order; nothing when the rows make the statement fail. */
function resultOf(connection: Connection, { sql }: QueryModel, values: readonly SqlValue[]): string[] | undefined {
  try {
    return connection.prepare(sql).all(values).map(print).sort();
  } catch (error) {
    assert.match(String(error), ERRORS_OF_DATA, sql);
    return undefined;
  }
}

/** Whether what one statement writes is what another one reads: the rule that live queries will follow. */
function touches({ writes }: Access, { reads }: Access): boolean {
  return Object.entries(writes).some(([table, change]) => {
    const columns = reads[table];
    if (columns === undefined) return false;
    return change.insert || change.delete || change.update?.some((column) => columns.includes(column));
  });
}

/** The rows of a table by their rowids, or by all their values where there is none. */
type Rows = ReadonlyMap<string, readonly SqlValue[]>;

function snapshot(connection: Connection, { tables }: Schema): Map<Table, Rows> {
  return new Map(
    [...tables.values()].filter(({ name }) => !name.startsWith("sqlite_")).map((table) => {
      const columns = table.columns.map(({ name }) => `"${name}"`).join(", ");
      const rows = connection.prepare(`SELECT ${table.hasRowid ? "rowid, " : ""}${columns} FROM "${table.name}"`).all(
        [],
      );
      return [table, new Map(rows.map((row) => table.hasRowid ? [print(row[0]), row.slice(1)] : [print(row), row]))];
    }),
  );
}

interface Change {
  readonly before: Rows;
  readonly after: Rows;
  readonly model: QueryModel;
}

/** Whether the table has changed; fails when it may not have. */
function checkTable({ name, columns, hasRowid, keys }: Table, { before, after, model }: Change): boolean {
  const change: TableChange = model.access.writes[name] ?? {};
  const added = [...after.keys()].filter((id) => !before.has(id));
  const removed = [...before.keys()].filter((id) => !after.has(id));
  const changed = [...before].flatMap(([id, row]) =>
    columns.filter((_, at) => after.has(id) && print(after.get(id)![at]) !== print(row[at])).map((column) =>
      column.name
    )
  );
  // A row whose key changes is another one here.
  const mayMove = change.update?.some((column) =>
    !hasRowid || column === "rowid" || keys.some(([part]) => part.column === column.toLowerCase())
  );
  const message = `${model.sql}\nof ${name}: ${print(change)}`;
  assert.ok(added.length === 0 || change.insert || mayMove, `${message} adds`);
  assert.ok(removed.length === 0 || change.delete || mayMove, `${message} removes`);
  const isReplaced = change.delete && (change.insert || mayMove);
  for (const column of changed) {
    assert.ok(isReplaced || change.update?.includes(column), `${message} changes ${column}`);
  }
  return added.length + removed.length + changed.length > 0;
}

function print(value: unknown): string {
  return JSON.stringify(value, (_, part) => typeof part === "bigint" ? String(part) : part);
}
