-- name: first
SELECT 1 AS n
-- name: second
SELECT 2 AS n;
