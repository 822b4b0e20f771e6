SELECT g.id, t.name
FROM games g
RIGHT JOIN teams t ON t.id = g.home_id;
