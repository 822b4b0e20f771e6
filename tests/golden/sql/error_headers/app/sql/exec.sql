-- exec
SELECT id FROM games;
