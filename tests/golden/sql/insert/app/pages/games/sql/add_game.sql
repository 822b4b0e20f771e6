INSERT INTO games (home_id, away_id, period) VALUES (:home, :away, :period) RETURNING id, final;
