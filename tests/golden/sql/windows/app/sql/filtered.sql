SELECT sum(id) FILTER (WHERE goals > 2) OVER (ORDER BY id) AS scorers FROM players;
