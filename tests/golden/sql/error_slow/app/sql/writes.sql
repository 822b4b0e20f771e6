-- name: end_season
-- slow
DELETE FROM games;

-- name: add_game
-- The newest one.
-- slow
INSERT INTO games (home, score) VALUES (:home, 0) RETURNING id;
