INSERT INTO games (home, away, mood) VALUES (:home, :away, 'LOUD')
