SELECT teams.code, players.name FROM teams FULL JOIN players ON players.team_id = teams.id WHERE teams.id = :id;
