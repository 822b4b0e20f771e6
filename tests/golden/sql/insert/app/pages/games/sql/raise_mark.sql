INSERT INTO marks (team_id, kind, value) VALUES (:team, :kind, :value)
ON CONFLICT (team_id, kind) DO UPDATE SET value = excluded.value WHERE excluded.value > value RETURNING value AS "value!";
