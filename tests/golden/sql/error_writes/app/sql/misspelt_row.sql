UPDATE games SET (home, status) = (:home, 'Live') WHERE id = :id
