SELECT goals, team_id FROM players WHERE goals > 3 OR team_id > 3;
