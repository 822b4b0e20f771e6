SELECT name FROM teams;
