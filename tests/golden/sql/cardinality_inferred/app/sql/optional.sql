-- name: by_primary_key
SELECT name FROM teams WHERE id = :id;

-- name: by_unique
SELECT name FROM teams WHERE :slug = slug AND motto IS NOT NULL;

-- name: by_whole_key
SELECT holder FROM seats WHERE block = :block AND seat = :seat;

-- name: limit_one
SELECT name FROM teams ORDER BY id LIMIT 1;

-- name: by_join_of_keys
SELECT g.id FROM games g JOIN teams t ON t.id = g.home_id WHERE g.id = :id;

-- name: by_key_of_subquery
SELECT t.name FROM (SELECT max(home_id) AS id FROM games) AS m JOIN teams t ON t.id = m.id;

-- name: by_nocase_key
SELECT seat FROM seats WHERE holder = :holder;
