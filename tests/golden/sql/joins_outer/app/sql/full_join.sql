SELECT teams.id AS team, code, players.id AS player, name FROM teams FULL JOIN players ON players.team_id = teams.id;
