-- Two points for a win, one for an overtime loss.
WITH
  results (team_id, scored, conceded, overtime) AS (
    SELECT home_id, home_score, away_score, period = 'OT' FROM games WHERE final
    UNION ALL
    SELECT away_id, away_score, home_score, period = 'OT' FROM games WHERE final
  )
SELECT
  t.code,
  t.name,
  count(r.team_id) AS played,
  coalesce(sum(r.scored > r.conceded), 0) AS wins,
  coalesce(sum(CASE WHEN r.scored > r.conceded THEN 2 WHEN r.overtime THEN 1 ELSE 0 END), 0) AS points,
  coalesce(sum(r.scored) - sum(r.conceded), 0) AS difference
FROM teams t
LEFT JOIN results r ON r.team_id = t.id
GROUP BY t.id
ORDER BY points DESC, difference DESC, t.name;
