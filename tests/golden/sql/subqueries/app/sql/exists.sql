SELECT code FROM teams t WHERE EXISTS (SELECT * FROM games g WHERE g.home_id = t.id AND g.period = :period);
