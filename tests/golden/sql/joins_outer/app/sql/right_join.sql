SELECT code, motto, name, goals FROM teams RIGHT JOIN players ON players.team_id = teams.id;
