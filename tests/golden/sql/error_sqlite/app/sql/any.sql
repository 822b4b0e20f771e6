SELECT name FROM teams WHERE id = ANY(:ids)
