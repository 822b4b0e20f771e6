-- name: GetGame :one
SELECT 1 AS a
