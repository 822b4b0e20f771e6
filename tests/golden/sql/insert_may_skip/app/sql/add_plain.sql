INSERT INTO plain (line) VALUES (:line) RETURNING id;
