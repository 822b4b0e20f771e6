SELECT goals, team_id FROM players WHERE NOT (goals IS NULL OR team_id IS NULL);
