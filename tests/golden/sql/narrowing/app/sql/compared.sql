SELECT goals, team_id FROM players WHERE goals > :least AND team_id = :team;
