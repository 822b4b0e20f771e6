-- name: ilike
SELECT id FROM teams WHERE name ILIKE :name;

-- name: not_ilike
SELECT id FROM teams WHERE name NOT ILIKE :name;

-- name: similar
SELECT id FROM teams WHERE name SIMILAR TO 'x';

-- name: rlike
SELECT id FROM teams WHERE name RLIKE 'x';

-- name: regexp
SELECT id FROM teams WHERE name REGEXP 'x';

-- name: tilde
SELECT id FROM teams WHERE name ~* 'x';

-- name: not_tilde
SELECT id FROM teams WHERE name !~ 'x';

-- name: ampersands
SELECT id FROM teams WHERE id > 1 && id < 5;

-- name: bang
SELECT id FROM teams WHERE !id;

-- name: split_unequal
SELECT id FROM teams WHERE id ! = 1;

-- name: arrow_greater
SELECT id FROM teams WHERE id => 1;

-- name: less_equal
SELECT id FROM teams WHERE id =< 1;

-- name: strict_equal
SELECT id FROM teams WHERE id === 1;

-- name: strict_unequal
SELECT id FROM teams WHERE id !== 1;

-- name: between_comma
SELECT id FROM teams WHERE id BETWEEN 1, 2;

-- name: postgres_cast
SELECT id::int AS id FROM teams;

-- name: cast_of_text
SELECT id FROM games WHERE day > '2024-02-29'::date;

-- name: cast_of_parameter
SELECT id FROM teams WHERE id = $1::int;

-- name: serial
SELECT CAST(id AS SERIAL) AS id FROM teams;

-- name: json_path
SELECT prefs #>> '{a,b}' AS x FROM games;

-- name: json_step
SELECT prefs #> '{a,b}' AS x FROM games;

-- name: json_contains
SELECT id FROM games WHERE prefs @> '{}';

-- name: escapes
SELECT id FROM teams WHERE name = E'a';

-- name: escapes_in_list
SELECT E'a' AS x;

-- name: interval
SELECT id FROM games WHERE starts_at > datetime('now') - INTERVAL '1 day';

-- name: interval_in_list
SELECT datetime('now') - INTERVAL '1 day' AS x;

-- name: interval_of_number
SELECT starts_at + INTERVAL 1 DAY AS x FROM games;

-- name: date_of_text
SELECT id FROM games WHERE day > DATE '2024-02-29';

-- name: date_in_list
SELECT DATE '2024-02-29' AS x;

-- name: timestamp_of_text
SELECT id FROM games WHERE starts_at > TIMESTAMP '2024-02-29';

-- name: timestamp_in_list
SELECT TIMESTAMP '2024-02-29' AS x;

-- name: zone
SELECT starts_at AT TIME ZONE 'UTC' AS x FROM games;

-- name: zone_in_condition
SELECT id FROM games WHERE starts_at AT TIME ZONE 'UTC' > '2024';

-- name: div
SELECT 5 DIV 2 AS x;

-- name: div_in_condition
SELECT id FROM teams WHERE id DIV 2 = 1;

-- name: mod
SELECT 5 MOD 2 AS x;

-- name: mod_in_condition
SELECT id FROM teams WHERE id MOD 2 = 1;

-- name: not_all
SELECT id FROM teams WHERE id <> ALL(:ids);

-- name: in_number
SELECT id FROM teams WHERE id IN 1;

-- name: dots
SELECT id FROM teams WHERE id IN (:ids...);

-- name: odd_blob
SELECT x'abc' AS x;

-- name: ilike_of_a_parameter
SELECT name ILIKE :name FROM teams;

-- name: ilike_of_a_text
SELECT name ILIKE 'a%' FROM teams;
