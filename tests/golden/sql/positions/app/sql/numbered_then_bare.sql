SELECT id FROM things WHERE name = ?3 OR weight > ?;
