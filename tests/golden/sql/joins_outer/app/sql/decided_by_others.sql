SELECT teams.id FROM teams LEFT JOIN players ON players.id = 1 AND teams.motto IS NULL WHERE teams.id = coalesce(players.goals, 5);
