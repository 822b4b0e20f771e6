-- Two admins who click at once lose nothing, and no score falls below zero.
UPDATE games SET home_score = max(0, home_score + :delta) WHERE id = :id AND final = 0
RETURNING id, home_score, away_score, final;
