SELECT goals FROM players WHERE goals NOT IN (SELECT id FROM awards);
