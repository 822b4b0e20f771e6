SELECT id FROM games WHERE period < now()
