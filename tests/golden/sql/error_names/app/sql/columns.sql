SELECT count(*), home.name, away.name, 1 AS "a b", 2 AS __proto__
FROM teams home, teams away;
