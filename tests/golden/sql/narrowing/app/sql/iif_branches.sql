SELECT iif(goals NOTNULL, goals, 0) AS goals, iif(team_id IS NULL, NULL, team_id) AS team FROM players;
