SELECT id FROM things WHERE id = :id AND name = ?;
