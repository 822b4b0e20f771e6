SELECT * FROM teams FULL JOIN (SELECT id, name FROM players) AS named USING (id);
