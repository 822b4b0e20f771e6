-- The games with the names of both teams.
SELECT
  g.id,
  g.home_score,
  g.away_score,
  g.period,
  g.final,
  g.attendance,
  home.name AS home,
  home.code AS "homeCode",
  away.name AS away,
  away.motto
FROM games g
JOIN teams AS home ON home.id = g.home_id
INNER JOIN teams away ON away.id = g.away_id
WHERE :team IS NULL OR home.code = :team OR away.code = :team
ORDER BY g.final, g.id;
