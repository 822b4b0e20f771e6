SELECT CASE WHEN goals IS NOT NULL THEN lag(goals, 1, 0) OVER (ORDER BY id) END AS before FROM players;
