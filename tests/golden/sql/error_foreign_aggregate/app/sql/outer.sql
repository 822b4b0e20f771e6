SELECT t.name, (SELECT sum(t.id)) AS ids FROM teams t;
