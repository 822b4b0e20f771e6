INSERT INTO logs (line) VALUES (:line) RETURNING id;
