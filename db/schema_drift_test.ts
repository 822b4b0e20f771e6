import { deepStrictEqual, doesNotThrow, match, strictEqual, throws } from "node:assert";
import { openConnection } from "./connection.ts";
import { migrate } from "./migrate.ts";
import { describeDrift, requireSchema } from "./schema_drift.ts";
import { schemaHash, schemaStatements } from "./schema_hash.ts";

const GAMES = `CREATE TABLE games (
  id INTEGER PRIMARY KEY, -- the key
  score INTEGER NOT NULL DEFAULT 0, "of""f" TEXT, CHECK (score >= 0)
) STRICT`;

const CASES: readonly (readonly [string, string, readonly string[]])[] = [
  [GAMES, GAMES, []],
  [GAMES, "CREATE TABLE teams (id)", ['table "games" is missing', 'table "teams" is not expected']],
  [GAMES, GAMES.replace("INTEGER NOT NULL", "TEXT"), [
    'column "score" of table "games": got TEXT DEFAULT 0, expected INTEGER NOT NULL DEFAULT 0',
  ]],
  [GAMES, GAMES.replace('"of""f" TEXT', "extra BLOB"), [
    'column "of"f" of table "games": got none, expected TEXT',
    'column "extra" of table "games": got BLOB, expected none',
  ]],
  [GAMES, GAMES.replace("INTEGER PRIMARY KEY", "INTEGER"), [
    'column "id" of table "games": got INTEGER, expected INTEGER PRIMARY KEY',
  ]],
  [GAMES, GAMES.replace(">= 0", "> 0"), [
    'table "games": got "…EXT, CHECK (score > 0) ) STRICT", expected "…TEXT, CHECK (score >= 0) ) STRICT"',
  ]],
  [GAMES, GAMES.replace(" STRICT", ""), [
    'table "games": got "…CHECK (score >= 0) )", expected "…HECK (score >= 0) ) STRICT"',
  ]],
  [`${GAMES}; CREATE INDEX by_score ON games (score)`, GAMES, ['index "by_score" is missing']],
  [`${GAMES}; CREATE VIEW v AS SELECT id FROM games`, `${GAMES}; CREATE VIEW v AS SELECT id, score FROM games`, [
    'column "score" of view "v": got INTEGER, expected none',
  ]],
  [
    `${GAMES}; CREATE TRIGGER g AFTER INSERT ON games BEGIN SELECT 1; END`,
    `${GAMES}; CREATE TRIGGER g AFTER INSERT ON games BEGIN SELECT 2; END`,
    ['trigger "g": got "… games BEGIN SELECT 2; END", expected "… games BEGIN SELECT 1; END"'],
  ],
  [
    `${GAMES}; CREATE VIEW v AS SELECT id FROM games`,
    `${GAMES}; CREATE VIEW v AS SELECT id FROM games; DROP TABLE games`,
    [
      'table "games" is missing',
      'column "id" of view "v": got none, expected INTEGER',
    ],
  ],
  ["CREATE TABLE 'it''s' (a)", "CREATE TABLE 'it''s' (b)", [
    `column "a" of table "it's": got none, expected no type`,
    `column "b" of table "it's": got no type, expected none`,
  ]],
  ["CREATE VIRTUAL TABLE s USING fts5 (a)", "CREATE VIRTUAL TABLE s USING fts5 (b)", [
    'column "a" of table "s": got none, expected no type',
    'column "b" of table "s": got no type, expected none',
  ]],
];

Deno.test("describeDrift names the table and the column that differ", () => {
  for (const [expected, found, lines] of CASES) {
    const [wanted, got] = [expected, found].map(databaseOf);
    deepStrictEqual(describeDrift(got, schemaStatements(wanted)), lines, found);
    wanted.close();
    got.close();
  }
});

Deno.test("schemaStatements make the same schema again", () => {
  const first = databaseOf(`${GAMES}; CREATE VIEW a AS SELECT id FROM games; CREATE INDEX i ON games (score);
    CREATE TRIGGER t INSTEAD OF DELETE ON a BEGIN DELETE FROM games WHERE id = old.id; END`);
  const second = databaseOf(schemaStatements(first).join(";"));
  strictEqual(schemaHash(second), schemaHash(first));
  first.close();
  second.close();
});

Deno.test("requireSchema tells a database that was changed from generated code that is stale", () => {
  const migrations = [{ name: "001_games.sql", text: `${GAMES};` }];
  const database = openConnection(":memory:");
  migrate(database, migrations);
  const expected = { schemaHash: schemaHash(database), schema: schemaStatements(database) };
  doesNotThrow(() => requireSchema(database, expected, migrations));
  database.exec("ALTER TABLE games ADD COLUMN extra TEXT");
  throws(() => requireSchema(database, expected, migrations), (error: Error) => {
    match(
      error.message,
      /generated for:\n {2}column "extra" of table "games": got TEXT, expected none\nhint: something/,
    );
    return true;
  });
  const newer = [...migrations, { name: "002_extra.sql", text: "ALTER TABLE games ADD COLUMN extra TEXT;" }];
  const other = openConnection(":memory:");
  migrate(other, newer);
  throws(() => requireSchema(other, expected, newer), /got TEXT, expected none\nhint: run "deno task gen"/);
  throws(
    () => requireSchema(other, { schemaHash: "0123456789abcdef" }, newer),
    /schema: got \w{12}, expected 0123456789ab/,
  );
  database.close();
  other.close();
});

function databaseOf(sql: string) {
  const connection = openConnection(":memory:");
  connection.exec(sql);
  return connection;
}
