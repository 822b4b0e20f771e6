SELECT id FROM games
WHERE (:final IS NULL OR final = :final) AND (:since IS NULL OR id >= :since) AND period = coalesce(:period, period);
