SELECT id, code, name FROM teams RIGHT JOIN players USING (id);
