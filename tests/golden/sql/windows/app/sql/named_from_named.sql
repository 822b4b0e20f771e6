SELECT sum(id) OVER (by_team ORDER BY id) AS total FROM players WINDOW by_team AS (PARTITION BY team_id);
