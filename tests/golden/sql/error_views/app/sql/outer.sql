SELECT id FROM outer_games;
