-- one
DELETE FROM games;
