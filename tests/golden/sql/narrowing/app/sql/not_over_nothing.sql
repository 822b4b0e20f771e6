SELECT max(goals) AS most FROM players WHERE goals IS NOT NULL;
