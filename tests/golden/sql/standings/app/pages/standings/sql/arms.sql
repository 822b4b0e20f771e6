SELECT id, motto AS text, 1 AS number FROM teams
UNION
SELECT home_id, period, 1.5 FROM games
EXCEPT
SELECT id, NULL, NULL FROM games;
