SELECT id, 'home' AS side, home_score AS score FROM games
UNION ALL
SELECT id, 'away', away_score FROM games
ORDER BY 1, 2;
