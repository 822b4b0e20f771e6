-- name: game_by_id
SELECT id, home, away, home_score, away_score, note, live FROM games WHERE id = :id;

-- name: first_games
SELECT id, home, away, home_score, away_score, note, live FROM games WHERE id <= :last;

-- name: add_game
INSERT INTO games (home, away, home_score, away_score, note, live)
VALUES (:home, :away, :home_score, :away_score, :note, :live);

-- name: add_games
-- each
INSERT INTO games (home, away, home_score, away_score, note, live)
VALUES (:home, :away, :home_score, :away_score, :note, :live);
