REPLACE INTO marks (team_id, kind, value) VALUES (:team, :kind, CAST(:value AS REAL)) RETURNING id;
