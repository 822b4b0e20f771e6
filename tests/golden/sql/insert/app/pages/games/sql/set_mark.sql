INSERT INTO marks (team_id, kind, value) VALUES (:team, :kind, :value)
ON CONFLICT (team_id, kind) DO UPDATE SET value = excluded.value + coalesce(marks.value, :start)
RETURNING id, value;
