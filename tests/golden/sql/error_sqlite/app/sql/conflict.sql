INSERT INTO teams (code, name, slug) VALUES (:code, :name, :slug) ON CONFLICT (name) DO UPDATE SET code = excluded.code
