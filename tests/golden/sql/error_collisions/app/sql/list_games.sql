SELECT id FROM games;
