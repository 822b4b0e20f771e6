-- name: first
-- name: second
-- one
-- many
SELECT 1 AS n;
