SELECT id FROM games WHERE period = :column ORDER BY CAST(:column AS TEXT)
