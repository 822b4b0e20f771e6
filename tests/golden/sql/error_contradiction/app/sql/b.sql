INSERT INTO teams (code, name, slug) VALUES (:code, :name, :slug)
ON CONFLICT DO UPDATE SET name = :name WHERE :name IS NOT NULL;
