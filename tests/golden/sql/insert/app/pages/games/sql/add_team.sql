-- NULL as the id makes SQLite choose one.
INSERT INTO teams (id, code, name, slug, motto) VALUES (:id, :code, :name, :slug, :motto) RETURNING *;
