SELECT name FROM players WHERE id = abs(random());
