-- One of the games that are on,
-- name of the home team first.
-- Note: a draw counts.
-- date and time are those of the league
SELECT 1 AS a -- once
-- the end
