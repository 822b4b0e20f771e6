SELECT CASE WHEN goals IS NULL THEN 0 ELSE goals END AS goals, CASE WHEN team_id > 0 THEN team_id ELSE 0 END AS team FROM players;
