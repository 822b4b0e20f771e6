-- All games with the names of both teams.
SELECT
  games.id,
  games.period,
  games.final,
  games.home_score,
  home.code AS home_code,
  home.name AS home_name,
  home.slug AS home_slug,
  games.away_score,
  away.code AS away_code,
  away.name AS away_name,
  away.slug AS away_slug
FROM games
JOIN teams AS home ON home.code = games.home_code
JOIN teams AS away ON away.code = games.away_code
ORDER BY games.id;
