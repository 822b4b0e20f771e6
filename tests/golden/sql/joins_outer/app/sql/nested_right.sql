SELECT code, name, title FROM teams RIGHT JOIN (players JOIN awards ON awards.player_id = players.id) ON players.team_id = teams.id;
