SELECT name, goals FROM rosters WHERE goals BETWEEN 1 AND 9;
