-- Closes a game: from here on its score stands, and the standings count it.
UPDATE games SET final = 1 WHERE id = :id AND final = 0;
