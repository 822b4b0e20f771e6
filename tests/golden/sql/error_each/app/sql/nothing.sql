-- each
DELETE FROM players;
