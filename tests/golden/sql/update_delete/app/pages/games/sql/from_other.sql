UPDATE games AS g SET attendance = t.id + :extra FROM teams t WHERE t.id = g.home_id AND g.id = :id RETURNING attendance;
