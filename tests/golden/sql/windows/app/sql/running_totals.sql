SELECT id, sum(id) OVER (ORDER BY id) AS running, count(goals) OVER () AS counted, avg(id) OVER (PARTITION BY team_id) AS mean, max(name) OVER () AS last FROM players;
