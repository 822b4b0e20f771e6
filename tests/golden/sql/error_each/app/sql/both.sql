-- each
-- one
INSERT INTO teams (name) VALUES (:name) RETURNING id;
