SELECT id FROM teams;
