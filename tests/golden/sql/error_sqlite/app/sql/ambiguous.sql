SELECT name, id FROM games, teams;
