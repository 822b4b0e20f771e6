INSERT OR IGNORE INTO teams (code, name, slug) VALUES (:code, :name, :code) RETURNING id;
