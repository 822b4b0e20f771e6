SELECT id FROM games
WHERE home_score > :least AND :most >= away_score AND final = :final AND period <> :period
  AND home_id IN (:first, :second) AND attendance BETWEEN :low AND @high;
