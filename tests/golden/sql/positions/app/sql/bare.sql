SELECT id FROM things WHERE name = ? AND weight > ?;
