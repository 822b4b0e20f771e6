-- name: count_players
SELECT count(*) AS players FROM players;
-- name: through_view
SELECT name, points FROM scorers WHERE team = :team;
-- name: through_cte
WITH players AS (SELECT code FROM teams) SELECT count(*) AS teams FROM players;
-- name: qualified_beside_cte
WITH players AS (SELECT code FROM teams) SELECT count(*) AS both FROM players, main.players AS p;
-- name: unused_cte
WITH nobody AS (SELECT name FROM players) SELECT code FROM teams;
-- name: in_subqueries
SELECT name, (SELECT max(speed) FROM shots s WHERE s.player_id = p.id) AS fastest
FROM players p WHERE EXISTS (SELECT 1 FROM log WHERE what = p.name) ORDER BY goals;
-- name: nothing
SELECT 1 AS one;
-- name: by_rowid
SELECT rowid, what FROM log;
-- name: odd
SELECT "a b" AS value FROM "odd-name";
-- name: add_team
INSERT INTO teams (code, name) VALUES (:code, :name) RETURNING id;
-- name: rename_team
UPDATE teams SET name = :name WHERE id = :id;
-- name: recode_team
UPDATE teams SET code = :code WHERE id = :id;
-- name: remove_team
DELETE FROM teams WHERE id = :id;
-- name: remove_log
DELETE FROM log;
-- name: score
UPDATE players SET goals = goals + 1 WHERE id = :id;
-- name: assist
UPDATE players SET assists = assists + 1 WHERE id = :id;
-- name: add_player
INSERT INTO players (team_id, name) VALUES (:team_id, :name);
-- name: put_player
REPLACE INTO players (id, team_id, name) VALUES (:id, :team_id, :name);
-- name: move_player
UPDATE OR REPLACE players SET id = :to WHERE id = :from;
-- name: put_total
INSERT INTO totals (what, count) VALUES (:what, :count);
-- name: keep_total
INSERT INTO totals (what, count) VALUES (:what, :count) ON CONFLICT (what) DO UPDATE SET count = excluded.count;
-- name: copy_names
INSERT INTO log (at, what) SELECT :at, name FROM scorers;
-- name: remove_odd
DELETE FROM "odd-name" WHERE "a b" > :least;
-- name: by_using
SELECT count(*) AS pairs FROM teams JOIN players USING (name);
-- name: by_natural
SELECT t.code FROM teams AS t NATURAL LEFT JOIN log;
-- name: copy_totals
INSERT INTO log SELECT what, what FROM totals;
-- name: rename_number
UPDATE players SET id = :to WHERE id = :from;
-- name: move_prototype
UPDATE "__proto__" SET n = n + 1;
