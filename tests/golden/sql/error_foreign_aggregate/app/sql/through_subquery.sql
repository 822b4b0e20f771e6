SELECT t.id, (SELECT sum((SELECT t.id)) FROM games) AS s FROM teams t;
