-- name: now
SELECT NOW() AS x;

-- name: getdate
SELECT GETDATE() AS x;

-- name: no_arguments
SELECT concat() AS x;

-- name: too_few
SELECT IFNULL(name) AS x FROM teams;

-- name: too_few_of_many
SELECT coalesce(name) AS x FROM teams;

-- name: two_columns
SELECT count(DISTINCT id, name) AS x FROM teams;

-- name: date_format
SELECT DATE_FORMAT(day, '%Y') AS x FROM games;

-- name: date_trunc
SELECT date_trunc('month', day) AS x FROM games;

-- name: date_add
SELECT DATE_ADD(day, 1) AS x FROM games;

-- name: datediff
SELECT DATEDIFF(day, day) AS x FROM games;

-- name: year
SELECT YEAR(day) AS x FROM games;

-- name: left_part
SELECT LEFT(name, 2) AS x FROM teams;

-- name: greatest
SELECT GREATEST(1, 2) AS x;

-- name: len
SELECT LEN(name) AS x FROM teams;

-- name: position
SELECT STRPOS(name, 'a') AS x FROM teams;

-- name: isnull
SELECT ISNULL(name, 'x') AS x FROM teams;

-- name: nvl
SELECT NVL(name, 'x') AS x FROM teams;

-- name: array_agg
SELECT array_agg(name) AS x FROM teams;

-- name: uuid
SELECT gen_random_uuid() AS x;

-- name: sqrt
SELECT sqrt(2) AS x;

-- name: lpad
SELECT lpad(name, 5) AS x FROM teams;

-- name: unix_time
SELECT UNIX_TIMESTAMP() AS x;

-- name: last_id
SELECT LAST_INSERT_ID() AS x;

-- name: top_call
SELECT TOP (5) name FROM teams;

-- name: extract
SELECT EXTRACT(YEAR FROM day) AS x FROM games;

-- name: substring_from
SELECT SUBSTRING(name FROM 1 FOR 2) AS x FROM teams;

-- name: trim_both
SELECT TRIM(BOTH 'x' FROM name) AS x FROM teams;

-- name: trim_leading
SELECT TRIM(LEADING FROM name) AS x FROM teams;

-- name: separator
SELECT group_concat(name SEPARATOR ',') AS x FROM teams;

-- name: moment_call
SELECT CURRENT_TIMESTAMP() AS x;

-- name: series
SELECT value FROM generate_series(1, 5);

-- name: dual
SELECT 1 AS x FROM dual;

-- name: information_schema
SELECT table_name FROM information_schema.tables;
