SELECT id, code, name, title FROM teams FULL JOIN players USING (id) FULL JOIN awards USING (id);
