SELECT
  t.code,
  (SELECT count(*) FROM games g WHERE g.home_id = t.id) AS home_games,
  (SELECT max(g.id) FROM games g WHERE g.home_id = t.id) AS last_game,
  (SELECT g.period FROM games g WHERE g.home_id = t.id ORDER BY g.id DESC LIMIT 1) AS last_period,
  coalesce((SELECT sum(g.home_score) FROM games g WHERE g.home_id = t.id), 0) AS goals,
  (SELECT 1) AS one
FROM teams t;
