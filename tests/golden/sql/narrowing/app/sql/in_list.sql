SELECT goals FROM players WHERE goals IN (1, 2, 3);
