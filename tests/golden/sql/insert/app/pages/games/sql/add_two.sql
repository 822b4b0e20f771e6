INSERT INTO games (home_id, away_id) VALUES (:first, :second), (:second, :first) RETURNING id;
