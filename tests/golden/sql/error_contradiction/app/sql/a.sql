SELECT id FROM games
WHERE id = :x
  AND period = :x;
