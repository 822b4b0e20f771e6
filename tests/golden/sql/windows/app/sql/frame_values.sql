SELECT first_value(name) OVER w AS first, last_value(goals) OVER w AS last, nth_value(name, 2) OVER w AS second FROM players WINDOW w AS (PARTITION BY team_id ORDER BY id);
