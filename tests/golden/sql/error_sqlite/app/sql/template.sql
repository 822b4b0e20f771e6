SELECT name FROM teams WHERE id = ${id}
