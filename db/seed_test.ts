import { deepStrictEqual, strictEqual, throws } from "node:assert";
import { openConnection } from "./connection.ts";
import { migrate } from "./migrate.ts";
import { seed, seedIfEmpty } from "./seed.ts";
import type { Connection } from "./types.ts";

const migrations = [{
  name: "001_schema.sql",
  text: `
    CREATE TABLE teams (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
    CREATE TABLE games (home INTEGER NOT NULL REFERENCES teams (id));
    CREATE TABLE "odd ""name" (n);
    CREATE VIRTUAL TABLE search USING fts5 (name);
    CREATE VIEW names AS SELECT name FROM teams;`,
}];
const teams = {
  name: "001_teams.sql",
  text: "INSERT INTO teams VALUES (1, 'Toronto');\nINSERT INTO teams VALUES (2, 'Boston')",
};
const games = { name: "002_games.sql", text: "INSERT INTO games VALUES (2)" };

Deno.test("seed runs all files in one transaction, in any order of parents and children", () => {
  withSchema((connection) => {
    seed(connection, [games, teams]);
    deepStrictEqual(connection.prepare("SELECT name FROM games JOIN teams ON home = id").all([]), [["Boston"]]);
  });
});

Deno.test("seed keeps nothing when a statement fails, and says which", () => {
  withSchema((connection) => {
    const bad = { name: "002_bad.sql", text: "\nINSERT INTO teams VALUES (1, 'again')" };
    throws(() => seed(connection, [teams, bad]), { problem: "failed", message: /^002_bad\.sql:2:1: .*UNIQUE/ });
    throws(() => seed(connection, [games]), { problem: "foreign_key", message: /row 1 of "games" .* "teams"/ });
    deepStrictEqual(connection.prepare("SELECT (SELECT count(*) FROM teams), (SELECT count(*) FROM games)").get([]), [
      0,
      0,
    ]);
  });
});

Deno.test("seedIfEmpty seeds only while every table of the app is empty", () => {
  withSchema((connection) => {
    connection.exec("INSERT INTO _rally_sessions VALUES ('hash', '1', 1, 2)");
    strictEqual(seedIfEmpty(connection, []), false);
    strictEqual(seedIfEmpty(connection, [teams, games]), true);
    strictEqual(seedIfEmpty(connection, [teams, games]), false);
    connection.exec('DELETE FROM games; DELETE FROM teams; INSERT INTO "odd ""name" VALUES (1)');
    strictEqual(seedIfEmpty(connection, [teams, games]), false);
    connection.exec('DELETE FROM "odd ""name"');
    strictEqual(seedIfEmpty(connection, [teams, games]), true);
  });
});

function withSchema(work: (connection: Connection) => void): void {
  const connection = openConnection(":memory:");
  try {
    migrate(connection, migrations);
    work(connection);
  } finally {
    connection.close();
  }
}
