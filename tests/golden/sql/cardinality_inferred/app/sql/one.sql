-- name: aggregate_is_one
SELECT count(*) AS n FROM games;

-- name: aggregate_having_is_optional
SELECT count(*) AS n FROM games HAVING count(*) > 3;

-- name: no_from_is_one
SELECT 1 AS n;

-- name: values_row_is_one
VALUES (1, 'a');

-- name: no_from_where_is_optional
SELECT 1 AS n WHERE :yes;
