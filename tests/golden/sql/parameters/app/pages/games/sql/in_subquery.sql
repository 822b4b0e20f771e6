SELECT id FROM games WHERE :code IN (SELECT code FROM teams) AND home_id IN (SELECT id FROM teams WHERE slug = :slug);
