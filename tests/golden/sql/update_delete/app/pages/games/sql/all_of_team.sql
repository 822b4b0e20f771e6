UPDATE games SET attendance = :attendance WHERE home_id = (SELECT id FROM teams WHERE slug = :slug) RETURNING id;
