SELECT id FROM games WHERE :a = :b
  AND :c + :d > 0;
