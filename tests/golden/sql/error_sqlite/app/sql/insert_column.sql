INSERT INTO teams (code, nmae) VALUES (:code, :name);
