SELECT
  sum(home_score) AS goals,
  coalesce(sum(home_score), 0) AS "goalsOrZero",
  total(home_score) AS total,
  avg(attendance) AS average,
  min(period) AS first_period,
  max(id) AS last_id,
  sum(final) AS finals,
  group_concat(period, ', ') AS periods
FROM games
WHERE home_id = :team;
