SELECT code, name, title FROM teams RIGHT JOIN players ON players.team_id = teams.id LEFT JOIN awards ON awards.player_id = players.id;
