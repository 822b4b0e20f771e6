import { match, strictEqual } from "node:assert";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { type AppFixture, createApp, finished } from "./app_fixture.ts";
import { golden, transcript } from "./golden.ts";

const schema = `
CREATE TABLE teams (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, league TEXT CHECK (league IN ('east', 'west'))) STRICT;
CREATE TABLE games (
  id INTEGER PRIMARY KEY,
  home INTEGER NOT NULL REFERENCES teams (id),
  away INTEGER NOT NULL REFERENCES teams (id),
  score INTEGER,
  played DATE NOT NULL
);
CREATE INDEX games_by_home ON games (home);
`;

Deno.test("sql explain says where rows, parameters and columns come from, with the reason for each type", async () => {
  const app = await createApp();
  write(app, "db/migrations/002_games.sql", schema);
  write(
    app,
    "app/pages/games/sql/standings.sql",
    `-- name: standings
-- The teams of a league, or of all, with what they have scored at home.
SELECT teams.id, name, league, sum(score) AS total, coalesce(sum(score), 0) AS goals, count(*) AS games, max(played) AS last,
  CASE WHEN count(score) > 2 THEN 'often' ELSE 'seldom' END AS pace, 100 / count(score) AS share,
  (SELECT away FROM games WHERE home = teams.id LIMIT 1) AS opponent, CAST(avg(score) AS INTEGER) AS "mean!"
FROM teams LEFT JOIN games ON home = teams.id
WHERE (:league IS NULL OR league = :league) AND teams.id IN :ids
GROUP BY teams.id;

-- name: total
SELECT sum(score) AS total FROM games WHERE home = :home;

-- name: add_game
-- one
INSERT INTO games (home, away, score, played) VALUES (:home, :away, :score, :played) RETURNING id, score;

-- name: touch_game
UPDATE games SET score = score + 1 WHERE id = :id;

-- name: find_team
-- one
SELECT id FROM teams WHERE league = 'east' AND league IS NOT NULL;
`,
  );
  const place = { directory: app.root };
  const names = ["standings", "total", "addGame", "touch_game", "findTeam", "add_gmae", "whatever"];
  const texts = [];
  for (const name of names) texts.push(await transcript(["sql", "explain", name], place));
  texts.push(await transcript(["sql", "explain"], place), await transcript(["sql"], place));
  golden("sql_explain", texts.join("\n"));
  app.remove();
});

Deno.test("sql check finds foreign keys without an index, scans, stars and unused queries, and nothing in a new app", async () => {
  const app = await createApp();
  const place = { directory: app.root };
  const texts = [await transcript(["sql", "check"], place)];
  write(app, "db/migrations/002_games.sql", schema);
  write(
    app,
    "app/pages/games/sql/games.sql",
    `-- name: all_games
SELECT * FROM games;

-- name: played_on
-- Two columns could have an index: the equality finds fewer rows.
SELECT id FROM games WHERE score > :least AND played = :day;

-- name: by_key
SELECT score FROM games WHERE id = :id AND home = :home;

-- name: filtered
SELECT id FROM games WHERE :day IS NULL OR played = :day;

-- name: counted
SELECT count(*) AS n FROM (SELECT * FROM games);

-- name: unused
DELETE FROM games WHERE id = :id RETURNING *;
`,
  );
  write(
    app,
    "app/pages/games/helper.ts",
    'import { allGames, playedOn as on, byKey, type ByKeyRow } from "./sql/queries.ts";\n' +
      'export { filtered } from "./sql/queries.ts";\nconst { counted } = await import("./other/queries.ts");\n',
  );
  write(app, "tools/count.ts", 'import * as queries from "../app/pages/other/sql/queries.ts";\n');
  texts.push(await transcript(["sql", "check"], place));
  await transcript(["migrate"], place);
  {
    using database = new DatabaseSync(join(app.root, "data/app.db"));
    database.exec(
      "INSERT INTO teams (id, name) VALUES (1, 'Toronto'); WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n " +
        "WHERE i < 2000) INSERT INTO games (home, away, played) SELECT 1, 1, '2024-02-29' FROM n",
    );
  }
  texts.push(await transcript(["sql", "check"], place), await transcript(["sql", "check", "games"], place));
  write(app, "app/pages/games/sql/broken.sql", "SELECT missing FROM games;\n");
  texts.push(await transcript(["sql", "check"], place));
  golden("sql_check", texts.join("\n"));
  app.remove();
});

Deno.test("sql check finds nothing in the scoreboard, with the permissions of its task", async () => {
  const app = await createApp("scoreboard");
  strictEqual((await finished(app.task("seed"))).code, 0);
  const { code, output } = await finished(app.task("sql", { args: ["check"] }));
  match(output, /✓ \d+ queries\n/);
  strictEqual(code, 0, output);
  app.remove();
});

function write(app: AppFixture, path: string, text: string): void {
  const file = join(app.root, path);
  mkdirSync(dirname(file), { recursive: true });
  rmSync(file, { force: true });
  writeFileSync(file, text);
}
