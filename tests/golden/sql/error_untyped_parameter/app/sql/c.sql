SELECT id FROM games WHERE id IN (SELECT value FROM json_each(:ids));
