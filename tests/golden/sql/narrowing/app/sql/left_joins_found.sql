SELECT code, name, team_id, goals, title FROM teams LEFT JOIN players ON players.team_id = teams.id LEFT JOIN awards ON awards.player_id = players.id WHERE title <> :title;
