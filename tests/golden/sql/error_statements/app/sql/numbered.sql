SELECT id FROM games WHERE id = ?2
