SELECT code FROM teams;
