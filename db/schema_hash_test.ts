import { match, notStrictEqual, strictEqual } from "node:assert";
import { openConnection } from "./connection.ts";
import { migrate } from "./migrate.ts";
import { schemaHash } from "./schema_hash.ts";

Deno.test("schemaHash is the same for the same schema, however it is written and ordered", () => {
  const expected = hashOf("CREATE TABLE a (n TEXT DEFAULT 'x  y', b INT); CREATE TABLE b (n); CREATE INDEX i ON a (n)");
  match(expected, /^[0-9a-f]{64}$/);
  const other = `
    CREATE TABLE b ( n ); -- the second
    CREATE TABLE a (
      n TEXT DEFAULT 'x  y', /* text */
      b INT
    );
    CREATE INDEX i ON a (n)`;
  strictEqual(hashOf(other), expected);
});

Deno.test("schemaHash changes with every kind of object", () => {
  const base = "CREATE TABLE a (n TEXT DEFAULT 'x  y');";
  const others = [
    "CREATE TABLE a (n TEXT DEFAULT 'x y');",
    "CREATE TABLE a (n TEXT DEFAULT 'x  y') STRICT;",
    `${base} CREATE INDEX i ON a (n);`,
    `${base} CREATE VIEW v AS SELECT n FROM a;`,
    `${base} CREATE TRIGGER g AFTER INSERT ON a BEGIN SELECT 1; END;`,
    `${base} CREATE VIRTUAL TABLE s USING fts5 (n);`,
  ];
  strictEqual(new Set([base, ...others].map(hashOf)).size, others.length + 1);
});

Deno.test("schemaHash leaves out Rally's own tables, statistics and rows", () => {
  const connection = openConnection(":memory:");
  connection.exec("CREATE TABLE a (n UNIQUE)");
  const before = schemaHash(connection);
  migrate(connection, []);
  connection.exec("INSERT INTO a VALUES (1); ANALYZE");
  strictEqual(schemaHash(connection), before);
  connection.exec("ALTER TABLE a ADD COLUMN m");
  notStrictEqual(schemaHash(connection), before);
  connection.close();
});

function hashOf(sql: string): string {
  const connection = openConnection(":memory:");
  connection.exec(sql);
  const hash = schemaHash(connection);
  connection.close();
  return hash;
}
