SELECT d.team, d.n + 1 AS next, d.best
FROM (SELECT home_id AS team, count(*) AS n, max(attendance) AS best FROM games GROUP BY home_id) AS d
WHERE d.n > :least;
