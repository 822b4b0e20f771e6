INSERT INTO events (day, starts_at, ends_at, title) VALUES (:day, :starts_at, :ends_at, :title) RETURNING id, starts_at, ends_at;
