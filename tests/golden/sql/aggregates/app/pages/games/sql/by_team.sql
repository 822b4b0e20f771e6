-- A group has a row, so an aggregate of what is never NULL is never NULL.
SELECT
  home_id,
  count(*) AS games,
  sum(home_score) AS goals,
  sum(attendance) AS attendance,
  max(home_score) FILTER (WHERE final) AS best_final,
  avg(home_score) AS average
FROM games
GROUP BY home_id
HAVING count(*) >= :least
ORDER BY sum(home_score) DESC;
