SELECT id, lenght(period) AS n FROM games;
