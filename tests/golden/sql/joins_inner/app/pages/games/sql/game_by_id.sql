SELECT g.*, home.name AS home, away.name AS away
FROM games g, teams home, teams away
WHERE g.id = :id AND home.id = g.home_id AND g.away_id = away.id;
