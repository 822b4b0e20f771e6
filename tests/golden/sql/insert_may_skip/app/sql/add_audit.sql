INSERT INTO audits (line) VALUES (:line) RETURNING id;
