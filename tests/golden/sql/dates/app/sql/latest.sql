SELECT max(starts_at) AS latest, coalesce(max(day), date('now')) AS day FROM events;
