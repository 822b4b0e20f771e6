-- name: list
SELECT 1 AS n;
-- name: list_query
SELECT 2 AS n;
