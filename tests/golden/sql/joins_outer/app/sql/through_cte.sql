WITH both AS (SELECT code, name FROM teams FULL JOIN players ON players.team_id = teams.id) SELECT code, name FROM both;
