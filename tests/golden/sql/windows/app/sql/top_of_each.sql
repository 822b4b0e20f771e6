SELECT name FROM (SELECT name, row_number() OVER (PARTITION BY team_id ORDER BY goals DESC) AS place FROM players) WHERE place = 1;
