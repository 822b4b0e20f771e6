SELECT goals, team_id FROM players WHERE goals > 3 OR abs(goals) = 1;
