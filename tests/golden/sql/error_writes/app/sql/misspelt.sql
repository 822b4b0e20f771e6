UPDATE games SET status = 'finished' WHERE id = :id
