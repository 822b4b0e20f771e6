-- name: season_report
-- slow
-- What every team has scored, over all games.
SELECT home, sum(score) AS total FROM games WHERE score > :least GROUP BY home;

-- name: game_total
-- one
-- slow
SELECT count(*) AS games FROM games;

-- name: any_game
-- A slow comment is none: -- slow
SELECT id FROM games LIMIT 1;
