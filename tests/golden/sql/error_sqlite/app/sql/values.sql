INSERT INTO teams (code, name) VALUES (:code);
