SELECT id FROM games WHERE id = $a::b
