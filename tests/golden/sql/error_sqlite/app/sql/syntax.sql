SELECT id, 'é' AS letter, :x AS x,
FROM games;
