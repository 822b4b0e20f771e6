DELETE FROM teams WHERE slug = :slug RETURNING id, name;
