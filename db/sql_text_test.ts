import { deepStrictEqual, strictEqual } from "node:assert";
import { lineAndColumn, scanSql, splitStatements } from "./sql_text.ts";

Deno.test("splitStatements keeps text, quoted names, comments and triggers in one piece", () => {
  const trigger = `CREATE TEMP TRIGGER g AFTER INSERT ON t BEGIN
    UPDATE t SET a = CASE WHEN 1 THEN ';' ELSE 'it''s;' END; SELECT 1; END`;
  const sql = `
    -- first; not a statement
    CREATE TABLE t (a TEXT DEFAULT ';', "b;" INT, [c;] INT, \`d;\` INT); /* ; */
    ${trigger};;
    SELECT 1`;
  deepStrictEqual(splitStatements(sql).map(({ text }) => text), [
    "CREATE TABLE t (a TEXT DEFAULT ';', \"b;\" INT, [c;] INT, `d;` INT)",
    trigger,
    "SELECT 1",
  ]);
  for (const { text, at } of splitStatements(sql)) strictEqual(sql.slice(at, at + text.length), text);
});

Deno.test("splitStatements gives nothing for blanks, comments and semicolons", () => {
  deepStrictEqual(splitStatements(" ;; -- a\n /* b */ ; /* open"), []);
});

Deno.test("scanSql counts parameters as SQLite does", () => {
  const counts: [string, number][] = [
    ["SELECT 1", 0],
    ["SELECT ?, ?", 2],
    ["SELECT ?3", 3],
    ["SELECT ?2, ?", 3],
    ["SELECT ?1, ?1, ?2", 2],
    ["SELECT '?', \"?\", `?`, [?] -- ?\n /* ? */", 0],
    ["SELECT a->>'$.x', ? FROM t", 1],
    ["SELECT :a, :b, :a, @c, $d", 4],
    ["SELECT a$b FROM t", 0],
  ];
  for (const [sql, expected] of counts) strictEqual(scanSql(sql).parameters, expected, sql);
  strictEqual(scanSql("SELECT :Id, $x").named, ":Id");
});

Deno.test("scanSql never takes a writing statement for a reading one", () => {
  const writes = (sql: string) => scanSql(sql).mayWrite;
  for (const sql of ["INSERT INTO t VALUES (1)", "WITH x AS (SELECT 1) DELETE FROM t", "PRAGMA user_version = 1", ""]) {
    strictEqual(writes(sql), true, sql);
  }
  for (const sql of ["SELECT 'insert'", "/* update */ WITH x AS (SELECT 1) SELECT * FROM x", "VALUES (1)"]) {
    strictEqual(writes(sql), false, sql);
  }
});

Deno.test("lineAndColumn counts from 1", () => {
  deepStrictEqual(lineAndColumn("ab\ncd", 0), { line: 1, column: 1 });
  deepStrictEqual(lineAndColumn("ab\ncd", 4), { line: 2, column: 2 });
});
