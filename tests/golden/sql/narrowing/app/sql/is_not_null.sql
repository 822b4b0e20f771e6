SELECT goals FROM players WHERE goals IS NOT NULL;
