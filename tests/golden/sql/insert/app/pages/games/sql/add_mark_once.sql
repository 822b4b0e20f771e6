INSERT INTO marks (team_id, kind) VALUES (:team, :kind) ON CONFLICT DO NOTHING RETURNING id;
