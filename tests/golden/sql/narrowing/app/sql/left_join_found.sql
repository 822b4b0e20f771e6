SELECT code, name, goals FROM teams LEFT JOIN players ON players.team_id = teams.id WHERE players.id IS NOT NULL;
