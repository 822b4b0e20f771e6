SELECT id FROM games WHERE id = :game_id OR id = :gameId;
