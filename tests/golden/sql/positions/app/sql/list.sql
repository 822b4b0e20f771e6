SELECT id FROM things WHERE id IN ?;
