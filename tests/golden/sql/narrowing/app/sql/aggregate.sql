SELECT team_id, max(goals) AS most, min(id) AS first FROM players WHERE goals > 0 AND team_id IS NOT NULL GROUP BY team_id;
