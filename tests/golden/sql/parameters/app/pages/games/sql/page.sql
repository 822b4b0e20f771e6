SELECT id FROM games ORDER BY id LIMIT :count OFFSET :start;
