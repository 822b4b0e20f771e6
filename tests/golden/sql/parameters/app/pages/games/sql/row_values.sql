SELECT id FROM games WHERE (home_id, period) = (:home, :period);
