SELECT goals FROM players WHERE EXISTS (SELECT 1 FROM awards WHERE player_id = players.goals);
