SELECT id FROM things WHERE name = ?2 OR (kind = ?1 AND name <> ?2);
