-- name: check_beside_another_column
-- A note that is NULL lets every kind pass.
SELECT kind, colour FROM gifts;
-- name: replace_of_nothing
-- With an empty text to look for, `replace` answers without its third argument.
SELECT t.name FROM players p LEFT JOIN teams t ON t.id = p.team_id WHERE replace('x', p.name, t.name) IS NOT NULL;
-- name: bytes_of_nothing
-- A part of no bytes is NULL.
SELECT substr(badge, 1, 4) AS start, substr(name, 1, 4) AS letters FROM teams;
-- name: calls_without_arguments
SELECT json_set() AS a, json_replace() AS b, jsonb_insert() AS c, printf() AS d;
-- name: window_of_an_aggregate
-- The window makes one group of all rows: of none, too.
SELECT id, rank() OVER w AS place FROM players WINDOW w AS (ORDER BY count(*));
-- name: window_that_nobody_uses
SELECT id FROM players WINDOW w AS (ORDER BY count(*));
-- name: window_of_a_window
SELECT id, rank() OVER (v ROWS 1 PRECEDING) AS place FROM players WINDOW w AS (ORDER BY count(*)), v AS (w);
-- name: having_of_a_group
SELECT team_id, goals, max(goals) AS most FROM players GROUP BY team_id HAVING goals IS NOT NULL;
-- name: having_of_all
SELECT goals, count(*) AS players FROM players HAVING goals IS NOT NULL;
-- name: having_keeps_outer_rows
SELECT p.id, t.name, count(t.id) AS teams, max(t.name) AS last
FROM players p LEFT JOIN teams t ON t.id = p.team_id GROUP BY p.id HAVING t.id > 0;
-- name: view_filtered
SELECT team, motto FROM roster WHERE motto IS NOT NULL;
-- name: view_twice
SELECT a.team AS a, b.team AS b FROM roster a JOIN roster b ON b.id = a.id + 1 WHERE a.motto IS NOT NULL;
-- name: view_on_an_outer_side
SELECT t.name, r.id, r.team FROM teams t LEFT JOIN roster r ON r.goals = t.id WHERE r.motto = 'x' OR r.team = 'y';
-- name: subquery_of_a_subquery
SELECT team FROM (SELECT team, motto FROM (SELECT * FROM roster LIMIT 5)) WHERE motto > '';
-- name: union_of_views
SELECT team FROM (SELECT team, motto FROM roster UNION ALL SELECT name, NULL FROM players) WHERE motto IS NOT NULL;
-- name: aggregate_of_views
SELECT team, most FROM (SELECT max(motto) AS most, team FROM roster) WHERE most IS NOT NULL;
-- name: value_of_a_view
SELECT id, (SELECT team FROM roster WHERE motto IS NOT NULL AND id = p.id) AS team FROM players p;
-- name: case_of_a_view
SELECT CASE WHEN motto IS NULL THEN 'none' ELSE team END AS team FROM roster;
-- name: greatest_integer
SELECT 9223372036854775807 AS most, 9223372036854775808 AS more, 0xFFFFFFFFFFFFFFFF AS minus;
-- name: minimum_of_no_rows
SELECT id, min(goals) FILTER (WHERE goals > 9) AS m FROM players GROUP BY team_id;
-- name: natural_full
SELECT id, name, goals, motto FROM players NATURAL FULL JOIN teams;
-- name: nested_outer_joins
SELECT p.id, t.name, g.kind FROM players p LEFT JOIN (teams t LEFT JOIN gifts g ON g.id = t.id) ON t.id = p.team_id;
-- name: nested_outer_joins_proven
SELECT p.id, t.name, g.kind FROM players p LEFT JOIN (teams t LEFT JOIN gifts g ON g.id = t.id) ON t.id = p.team_id
WHERE g.note IS NOT NULL;
-- name: remainder_of_a_fraction
SELECT id % 0.5 AS r, id % 1.5 AS s, id / 1e-400 AS t FROM teams;
-- name: rotating_columns
WITH RECURSIVE r(a, b, c) AS (SELECT 1, 2, 3 UNION ALL SELECT b, c, NULL FROM r LIMIT 5) SELECT a, b, c FROM r;
-- name: widening_columns
WITH RECURSIVE r(n, f) AS (SELECT 1, TRUE UNION ALL SELECT n + 1, n / 2.0 FROM r WHERE n < 4) SELECT n, f FROM r;
-- name: table_behind_a_cte
WITH players AS (SELECT 1 AS name) SELECT name, (SELECT max(name) FROM players) AS most FROM main.players;
-- name: table_in_its_cte
WITH players AS (SELECT count(*) AS name FROM main.players) SELECT name FROM players WHERE name IN (SELECT 1);
-- name: column_called_rowid
SELECT tag FROM tags WHERE rowid = :rowid;
