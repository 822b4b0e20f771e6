-- each
SELECT name FROM players WHERE id = :id;
