SELECT code, name FROM teams FULL JOIN players ON players.team_id = teams.id WHERE name IS NOT NULL;
