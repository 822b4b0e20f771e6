DELETE FROM games WHERE final AND id < :before RETURNING id;
