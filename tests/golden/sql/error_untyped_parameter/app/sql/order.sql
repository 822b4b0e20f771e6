SELECT id FROM games ORDER BY :column
