/** What SQLite promises of its own tables, by execution. */
import assert from "node:assert";
import { openConnection } from "../../db/connection.ts";
import { readSchema } from "./schema.ts";
import { checkValue, provenQuery } from "./test_execution.ts";

Deno.test("sqlite_schema and sqlite_sequence hold what is promised of them, whatever a schema has", () => {
  const connection = openConnection(":memory:");
  connection.exec(`
    CREATE TABLE numbered (id INTEGER PRIMARY KEY AUTOINCREMENT, code UNIQUE, name TEXT, double AS (id * 2));
    CREATE TABLE plain (id TEXT PRIMARY KEY, name REFERENCES numbered) WITHOUT ROWID;
    CREATE TABLE strict (id INT PRIMARY KEY, UNIQUE (id)) STRICT;
    CREATE TABLE copied AS SELECT 1 AS one;
    CREATE INDEX by_name ON numbered (lower(name)) WHERE name IS NOT NULL;
    CREATE VIEW names AS SELECT name FROM numbered;
    CREATE TRIGGER keep INSTEAD OF DELETE ON names BEGIN SELECT 1; END;
    CREATE VIRTUAL TABLE words USING fts5(word);
    CREATE VIRTUAL TABLE boxes USING rtree(id, low, high);
    INSERT INTO numbered (code) VALUES (1);
    ALTER TABLE plain RENAME TO renamed;
    ALTER TABLE renamed ADD COLUMN added TEXT;
    ANALYZE;
  `);
  const schema = readSchema(connection);
  for (const [sql, least] of [["SELECT * FROM sqlite_schema", 20], ["SELECT * FROM sqlite_sequence", 1]] as const) {
    const model = provenQuery(sql, connection, schema);
    assert.ok(model, sql);
    const rows = connection.prepare(model.sql).all([]);
    assert.ok(rows.length >= least, `${sql}: ${rows.length} rows`);
    for (const row of rows) model.columns.forEach((field, at) => checkValue(row[at], field, `${sql}: ${row}`));
  }
  const types = connection.prepare("SELECT DISTINCT type FROM sqlite_schema ORDER BY type").all([]);
  assert.deepStrictEqual(types, [["index"], ["table"], ["trigger"], ["view"]]);
  connection.exec("INSERT INTO sqlite_sequence VALUES (NULL, NULL)");
  assert.throws(() => connection.exec("INSERT INTO sqlite_schema (name) VALUES (NULL)"), /may not be modified/);
  connection.close();
});
