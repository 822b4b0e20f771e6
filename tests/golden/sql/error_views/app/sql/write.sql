INSERT INTO writable (name) VALUES (:name) RETURNING id;
