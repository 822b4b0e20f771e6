SELECT g.id, t.name FROM games g FULL JOIN teams t ON t.id = g.home_id;
