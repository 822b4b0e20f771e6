SELECT * FROM (SELECT id, code FROM teams) NATURAL FULL JOIN (SELECT id, name FROM players);
