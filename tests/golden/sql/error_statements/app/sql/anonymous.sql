SELECT id FROM games WHERE id = ?
