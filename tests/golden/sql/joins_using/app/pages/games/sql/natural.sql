SELECT * FROM games NATURAL JOIN notes WHERE id = :id;
