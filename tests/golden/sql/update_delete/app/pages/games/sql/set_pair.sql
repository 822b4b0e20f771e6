UPDATE games SET (home_score, away_score) = (:home, :away) WHERE id = :id;
