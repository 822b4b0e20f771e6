-- name: mended_like
SELECT id FROM teams WHERE name LIKE :name;

-- name: mended_glob
SELECT id FROM teams WHERE name GLOB '[a-z]*';

-- name: mended_signs
SELECT id FROM teams WHERE id > 1 AND NOT id = 7 AND id != 2 AND id <> 3 AND id >= 1 AND id <= 5 AND id BETWEEN 1 AND 2;

-- name: mended_contained
SELECT id FROM games WHERE EXISTS (SELECT 1 FROM json_each(prefs) WHERE value = 'x');

-- name: mended_equal_twice
SELECT id FROM teams WHERE id == 1 AND TRUE;

-- name: mended_casts
SELECT CAST(id AS TEXT) AS id FROM teams WHERE id = CAST(:id AS INTEGER);

-- name: mended_paths
SELECT CAST(prefs ->> '$.a.b' AS TEXT) AS x, prefs -> '$.a.b' AS y FROM games;

-- name: mended_quote
SELECT id FROM teams WHERE name = 'it''s' OR name = 'a' || char(10);

-- name: mended_modifiers
SELECT date(day, '+1 day') AS next, date(day, 'start of month') AS month FROM games WHERE starts_at > datetime('now', '-1 day');

-- name: mended_whole
SELECT 5 / 2 AS half, 5 % 2 AS rest;

-- name: mended_lists
SELECT id FROM teams WHERE id IN :ids OR id NOT IN :others OR id IN (1) OR name IN ('x');

-- name: mended_bytes
SELECT x'0aff' AS x;

-- name: mended_marks
SELECT max(id) AS "total!", name AS "name!", min(id) AS "least?" FROM teams;

-- name: mended_years
SELECT CAST(strftime('%Y', day) AS INTEGER) AS year, strftime('%d.%m.%Y', day) AS text FROM games;

-- name: mended_days
SELECT julianday(day) - julianday('now') AS days, unixepoch('now') AS now FROM games;

-- name: mended_texts
SELECT substr(name, 1, 2) AS start, substr(name, -2) AS "end", instr(name, 'a') AS place, trim(name, 'x') AS t, ltrim(name, 'x') AS l FROM teams;

-- name: mended_parts
SELECT ifnull(name, 'x') AS a, length(name) AS b, lower(name) AS c, upper(name) AS d, format('%5s', name) AS e FROM teams;

-- name: mended_numbers
SELECT max(1, 2) AS most, min(1, 2) AS least, format('%05d', 7) AS padded, last_insert_rowid() AS id, random() AS r;

-- name: mended_groups
SELECT json_group_array(name) AS names, group_concat(name, ', ') AS list, CURRENT_TIMESTAMP AS now FROM teams;

-- name: mended_objects
SELECT json_object('a', 1) AS o, json_array(1) AS a, json_group_object(code, name) AS g FROM teams;

-- name: mended_series
WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 9) SELECT i FROM n;

-- name: mended_tables
SELECT name FROM sqlite_schema WHERE type = 'table';

-- name: mended_without_table
SELECT 1 AS x;

-- name: mended_limits
SELECT id FROM teams WHERE id > 1 ORDER BY id LIMIT 1 OFFSET 2;

-- name: mended_offset
SELECT id FROM teams LIMIT -1 OFFSET :start;

-- name: mended_first_of_each
SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY name ORDER BY id) AS number FROM teams) WHERE number = 1;

-- name: mended_except
SELECT id FROM teams EXCEPT SELECT home_id FROM games;

-- name: mended_in_list
SELECT id, (SELECT max(day) FROM games WHERE home_id = teams.id) AS day FROM teams;

-- name: mended_cte
WITH a AS (SELECT 1 AS x) SELECT x FROM a;

-- name: mended_names
SELECT "order", t."order" + 1 AS "from" FROM teams t ORDER BY "order";

-- name: mended_name_of_table
SELECT "from" FROM "to";

-- name: mended_upsert
INSERT INTO teams (code, name) VALUES (:code, :name) ON CONFLICT (code) DO UPDATE SET name = excluded.name;

-- name: mended_nothing
INSERT INTO teams (code, name) VALUES (:code, :name) ON CONFLICT DO NOTHING;

-- name: mended_ignored
INSERT OR IGNORE INTO teams (code, name) VALUES (:code, :name);

-- name: mended_returned
INSERT INTO teams (code, name) VALUES (:code, :name) RETURNING id;

-- name: mended_update_alias
UPDATE teams AS t SET name = :name WHERE t.id = :id RETURNING id;

-- name: mended_update_from
UPDATE teams SET name = g.prefs FROM games AS g WHERE g.home_id = teams.id;

-- name: mended_update_chosen
UPDATE teams SET name = :name WHERE id IN (SELECT id FROM teams LIMIT 1);

-- name: mended_delete_alias
DELETE FROM teams AS t WHERE t.id IN (SELECT home_id FROM games);

-- name: mended_delete_all
DELETE FROM teams;
