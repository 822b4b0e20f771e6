INSERT INTO games (home, away, status) VALUES (:home, :away, '')
