SELECT team_id, count(*) AS players, rank() OVER (ORDER BY count(*) DESC) AS rank FROM players GROUP BY team_id;
