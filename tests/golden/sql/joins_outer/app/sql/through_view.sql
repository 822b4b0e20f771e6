SELECT code, name, goals FROM rosters;
